namespace Platform.Inference.Generation.Templates;

/// <summary>A template cannot be read, or does not go with what it is given; the message is its own where it raised it.</summary>
internal sealed class TemplateException(string message) : Exception(message);
