namespace Platform.Inference.Http;

/// <summary>The form of errors below a path, for what no endpoint answers: a path that is none, a method that is not allowed.</summary>
/// <param name="Path">With its leading slash; what begins with other segments is not below it.</param>
/// <param name="Form">As the endpoints below the path have it.</param>
internal sealed record PathErrors(PathString Path, IErrorForm Form);
