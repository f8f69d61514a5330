namespace Platform.Billing.Credits;

/// <summary>A credit of an account.</summary>
/// <param name="Id">The caller's: the same one again changes nothing.</param>
/// <param name="Account">Whose.</param>
/// <param name="Currency">The account's.</param>
/// <param name="AmountMicros">Above 0.</param>
/// <param name="Expires">Invoices issued from then on do not use it; null for never.</param>
/// <param name="Reason">For the audit.</param>
internal sealed record CreditGrant(string Id, string Account, string Currency, long AmountMicros, DateTimeOffset? Expires, string Reason);
