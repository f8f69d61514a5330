namespace Platform.Billing.Credits;

/// <summary>What an invoice takes of a credit.</summary>
internal sealed record CreditUse(string Grant, long AmountMicros);
