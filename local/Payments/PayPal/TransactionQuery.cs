namespace Platform.Payments.PayPal;

/// <summary>What is searched for.</summary>
internal sealed record TransactionQuery(string? Invoice, DateTimeOffset From, DateTimeOffset To, int Page, int PageSize);
