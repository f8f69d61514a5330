namespace Platform.Billing.Ledger;

/// <summary>What an entry is about.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Subscription">Whose.</param>
/// <param name="Currency">Of all its amounts.</param>
/// <param name="Kind">Such as <c>invoice</c>.</param>
/// <param name="Reference">What it was written for, such as an invoice's number.</param>
internal sealed record EntryDetails(DateTimeOffset At, string Subscription, string Currency, string Kind, string Reference);
