namespace Platform.Rehearsal.Findings;

/// <summary>An invoice, as far as the table needs it.</summary>
internal sealed record InvoiceRow(string Number, string Sid, string State, long TotalMicros)
{
    public bool IsOpen => State is "issued" or "pending" or "overdue";
}
