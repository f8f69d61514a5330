namespace Platform.Billing.Ledger;

/// <summary>One side of an entry.</summary>
/// <param name="AccountCode">Of the books, such as <see cref="Books.Receivable"/>.</param>
/// <param name="AmountMicros">In µ-units; a debit above 0, a credit below.</param>
internal readonly record struct Posting(string AccountCode, long AmountMicros);
