namespace Platform.Billing.Auditing;

/// <summary>Something that somebody did.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">Such as <c>refund</c>.</param>
/// <param name="Subject">To what: an invoice's number, a log.</param>
/// <param name="Reason">In their words.</param>
/// <param name="Detail">What was asked for, as JSON.</param>
internal sealed record AuditEntry(string Actor, string Action, string Subject, string Reason, string Detail);
