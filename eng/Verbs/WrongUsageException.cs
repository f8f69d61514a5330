namespace Platform.Verbs;

/// <summary>What was asked for is wrong, which was seen when the verb had begun to look at it; the message says what is allowed.</summary>
public sealed class WrongUsageException(string message) : Exception(message);
