namespace Platform.Billing.Ingest;

/// <summary>
/// A usage log that cannot be read on without a guess. The message says at which byte, what was there and what was expected.
/// </summary>
internal sealed class BrokenLogException(string message) : Exception(message);
