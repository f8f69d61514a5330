namespace Platform.Inference.Usage;

/// <summary>Usage cannot be recorded as it is set; its message is for the server's user.</summary>
internal sealed class UsageException(string message, Exception inner) : Exception(message, inner);
