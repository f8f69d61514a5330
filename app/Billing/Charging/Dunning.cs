using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Invoices;
using Platform.Billing.Ledger;
using Platform.Billing.Notices;

namespace Platform.Billing.Charging;

/// <summary>
/// What becomes of those who do not pay: overdue, suspended after 14 days, given up after 30. Who pays is active at once.
/// </summary>
internal sealed class Dunning(Lease lease, TimeProvider time)
{
    public static readonly TimeSpan UntilSuspended = TimeSpan.FromDays(14);

    public static readonly TimeSpan UntilGivenUp = TimeSpan.FromDays(30);

    public Task RunAsync(CancellationToken cancellationToken) => lease.WriteAsync(StepAsync, cancellationToken);

    private async Task<bool> StepAsync(DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(
            "UPDATE invoice SET state = 'overdue' WHERE state = 'issued' AND due < @now", new { now = now.ToUnixTimeMilliseconds() },
            transaction);
        var suspended = await connection.QueryAsync<string>(
            """
            UPDATE subscription SET state = 'suspended' WHERE state IN ('active', 'past_due')
              AND EXISTS (SELECT 1 FROM invoice i WHERE i.sid = subscription.sid AND i.state IN ('issued', 'overdue') AND i.issued <= @before)
            RETURNING sid
            """,
            new { before = (now - UntilSuspended).ToUnixTimeMilliseconds() }, transaction);
        await StateNotices.SuspendedAsync(transaction, suspended.ToList(), now);
        foreach (var lost in (await connection.QueryAsync<LostInvoice>(
            "SELECT id AS Id, number AS Number, sid AS Sid, currency AS Currency, total_micros AS TotalMicros, credited_micros AS "
            + "CreditedMicros FROM invoice WHERE state = 'overdue' AND issued <= @before",
            new { before = (now - UntilGivenUp).ToUnixTimeMilliseconds() }, transaction)).ToList())
            await GiveUpAsync(transaction, lost, now);
        return true;
    }

    private static async Task GiveUpAsync(DbTransaction transaction, LostInvoice lost, DateTimeOffset now)
    {
        await transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET state = 'uncollectible' WHERE id = @Id AND state = 'overdue'", lost, transaction);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE subscription SET state = 'cancelled', ended = COALESCE(ended, @end) WHERE sid = @Sid AND state <> 'cancelled'",
            new { lost.Sid, end = Rating.Hours.Of(now) + 1 }, transaction);
        await InvoiceNotices.AddAsync(transaction, NoticeKind.Ended, $"ended/{lost.Number}", lost.Id, now);
        await Books.WriteAsync(
            transaction, $"{lost.Id}-loss", new EntryDetails(now, lost.Sid, lost.Currency, "loss", lost.Number),
            new Posting(Books.Loss, lost.OpenMicros), new Posting(Books.Receivable, -lost.OpenMicros));
    }

    private sealed record LostInvoice(string Id, string Number, string Sid, string Currency, long TotalMicros, long CreditedMicros)
    {
        public long OpenMicros => TotalMicros - CreditedMicros;
    }
}
