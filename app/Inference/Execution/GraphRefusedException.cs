namespace Platform.Inference.Execution;

/// <summary>A graph cannot compute the inputs that it was given, as the process that it runs in says.</summary>
internal sealed class GraphRefusedException(string message) : Exception(message);
