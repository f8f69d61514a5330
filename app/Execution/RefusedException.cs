namespace Platform.Inference.Execution;

/// <summary>The server cannot take this request now, and may later.</summary>
internal sealed class RefusedException(string message) : Exception(message);
