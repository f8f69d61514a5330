namespace Platform.Billing.Auditing;

/// <summary>A row of the audit.</summary>
internal sealed record AuditRow(long N, long At, string Actor, string Action, string Subject, string Reason, string Detail, string Sha256);
