namespace Platform.Inference.Generation.Templates;

/// <summary>What a template can call.</summary>
/// <param name="given">Arguments by position.</param>
/// <param name="named">Arguments by name.</param>
internal delegate object? TemplateFunction(List<object?> given, Dictionary<string, object?> named);
