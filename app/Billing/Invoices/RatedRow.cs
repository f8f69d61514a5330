using Platform.Billing.Customers;

namespace Platform.Billing.Invoices;

/// <summary>A rated period that has no invoice yet, and who pays it.</summary>
/// <param name="Sid">The subscription.</param>
/// <param name="StartHour">Of the period.</param>
/// <param name="Snapshot">What was rated.</param>
/// <param name="Account">Who pays, as they are now.</param>
internal sealed record RatedRow(string Sid, long StartHour, string Snapshot, Account Account);
