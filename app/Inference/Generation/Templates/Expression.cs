namespace Platform.Inference.Generation.Templates;

/// <summary>A part of a template that has a value.</summary>
internal delegate object? Expression(Scope scope);
