namespace Platform.Tool;

/// <summary>What was asked for did not work; the message says why, and nothing more needs to be said.</summary>
internal sealed class FailedException(string message) : Exception(message);
