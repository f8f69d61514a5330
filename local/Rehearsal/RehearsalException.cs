namespace Platform.Rehearsal;

/// <summary>The rehearsal cannot go on; the message says why, and what to do.</summary>
internal sealed class RehearsalException(string message) : Exception(message);
