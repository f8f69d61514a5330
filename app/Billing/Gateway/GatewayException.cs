namespace Platform.Billing.Gateway;

/// <summary>What the gateway's management did not do. The message says what was asked and what was answered.</summary>
/// <param name="isPassing">Whether asking again later may do: it was busy, away, or did not answer.</param>
internal sealed class GatewayException(string message, bool isPassing, Exception? inner = null) : Exception(message, inner)
{
    public bool IsPassing => isPassing;
}
