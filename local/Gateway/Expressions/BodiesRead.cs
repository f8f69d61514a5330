namespace Platform.Gateway.Expressions;

/// <summary>Which bodies an expression looks at.</summary>
internal readonly record struct BodiesRead(bool Request, bool Response);
