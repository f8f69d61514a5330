namespace Platform.Billing.Data;

/// <summary>The clock is not to be trusted; nothing is done by it. The message says what it shows, and what is expected.</summary>
internal sealed class ClockException(string message) : Exception(message);
