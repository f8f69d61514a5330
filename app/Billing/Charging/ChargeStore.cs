using System.Data.Common;
using Dapper;

namespace Platform.Billing.Charging;

/// <summary>Charges in the database. A state changes only from those that it may follow.</summary>
internal static class ChargeStore
{
    /// <summary>Days after an invoice's issue on which its money is asked for.</summary>
    public static readonly int[] AttemptDays = [0, 3, 7, 14];

    private const string Due =
        """
        SELECT i.id, i.total_micros - i.credited_micros, i.currency, i.issued, (SELECT COUNT(*) FROM charge c WHERE c.invoice = i.id), m.id,
          CASE WHEN m.made > (SELECT MAX(c.started) FROM charge c WHERE c.invoice = i.id) THEN 1 ELSE 0 END
        FROM invoice i JOIN subscription s ON s.sid = i.sid JOIN payment_method m ON m.id =
          (SELECT n.id FROM payment_method n WHERE n.account = s.account AND n.state = 'ready' ORDER BY n.made DESC, n.id DESC LIMIT 1)
        WHERE i.state IN ('issued', 'overdue') AND i.total_micros > i.credited_micros AND m.provider = @provider
          AND NOT EXISTS (SELECT 1 FROM charge c WHERE c.invoice = i.id AND c.state IN ('started', 'unknown', 'pending', 'captured', 'quarantined'))
        ORDER BY i.issued, i.id
        """;

    private const string Select =
        """
        SELECT c.id AS Id, c.invoice AS Invoice, i.number AS Number, i.sid AS Sid, c.amount_micros AS AmountMicros, c.currency AS Currency, m.token AS Token,
          c.started AS Started, c.state AS State, c.provider_capture AS Capture, m.customer AS Customer, i.issued AS Issued
        FROM charge c JOIN invoice i ON i.id = c.invoice JOIN payment_method m ON m.id = c.method
        """;

    /// <summary>
    /// Begins an attempt for each invoice whose day has come and whose account can be charged; and for each at once whose account
    /// has a payment method that was not tried, whatever the day: so a customer who is suspended can pay.
    /// </summary>
    /// <returns>How many.</returns>
    public static async Task<int> StartAsync(DbTransaction transaction, string provider, DateTimeOffset now)
    {
        var started = 0;
        var rows = await transaction.Connection!.QueryAsync<(string Invoice, long OpenMicros, string Currency, long Issued, long Attempts,
            string Method, long IsNew)>(
            Due, new { provider }, transaction);
        foreach (var due in rows.Select(row => new DueInvoice(
            row.Invoice, row.OpenMicros, row.Currency, row.Issued, row.Attempts, row.Method, row.IsNew == 1)).ToList())
            if (due.HasNewMethod || IsDay(due, now))
                started += await StartAsync(transaction, due, provider, now);
        return started;
    }

    private static bool IsDay(DueInvoice due, DateTimeOffset now)
        => due.Attempts < AttemptDays.Length
        && now >= DateTimeOffset.FromUnixTimeMilliseconds(due.Issued).AddDays(AttemptDays[due.Attempts]);

    public static async Task<IReadOnlyList<Charge>> OpenAsync(DbConnection connection, string provider)
        => [
            .. await connection.QueryAsync<Charge>(
                $"{Select} WHERE c.state IN ('started', 'unknown', 'pending') AND c.provider = @provider ORDER BY c.started, c.id",
                new { provider }),
        ];

    /// <summary>The charge that a capture is of.</summary>
    public static Task<Charge?> OfCaptureAsync(DbConnection connection, string provider, string capture, DbTransaction? transaction = null)
        => connection.QuerySingleOrDefaultAsync<Charge?>(
            $"{Select} WHERE c.provider = @provider AND c.provider_capture = @capture", new { provider, capture }, transaction);

    /// <summary>
    /// The charge of an invoice that money was most likely taken for: one that is open, or else the last one that was given up.
    /// </summary>
    public static Task<Charge?> OfInvoiceAsync(DbConnection connection, string provider, string number)
        => connection.QueryFirstOrDefaultAsync<Charge?>(
            $"{Select} WHERE c.provider = @provider AND i.number = @number ORDER BY CASE WHEN c.state IN ('captured', 'started', "
            + "'unknown', 'pending') THEN 0 ELSE 1 END, c.attempt DESC",
            new { provider, number });

    /// <returns>False where somebody was there before.</returns>
    public static async Task<bool> MoveAsync(DbTransaction transaction, Charge charge, ChargeMove move)
        => await transaction.Connection!.ExecuteAsync(
            $"""
            UPDATE charge SET state = @State, provider_order = COALESCE(@Order, provider_order), provider_capture = COALESCE(@Capture, provider_capture),
              issue = @Issue, debug_id = COALESCE(@DebugId, debug_id), asked = @At, settled = CASE WHEN @Settles = 1 THEN @At ELSE settled END
            WHERE id = @Id AND state IN ('started', 'unknown', 'pending'{(move.IsFound ? ", 'abandoned', 'declined', 'quarantined'" : "")})
            """,
            new
            {
                charge.Id, move.State, move.Result.Order, move.Result.Capture, move.Result.Issue, move.Result.DebugId,
                At = move.At.ToUnixTimeMilliseconds(),
                Settles = move.State is "captured" or "declined" or "abandoned" ? 1 : 0,
            },
            transaction) == 1;

    private static async Task<int> StartAsync(DbTransaction transaction, DueInvoice due, string provider, DateTimeOffset now)
    {
        var added = await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO charge (id, invoice, attempt, provider, method, amount_micros, currency, started, state)
            VALUES (@id, @Invoice, @attempt, @provider, @Method, @OpenMicros, @Currency, @started, 'started') ON CONFLICT (invoice, attempt) DO NOTHING
            """,
            new
            {
                id = $"{due.Invoice}-{due.Attempts + 1}", due.Invoice, attempt = due.Attempts + 1, provider, due.Method, due.OpenMicros,
                due.Currency,
                started = now.ToUnixTimeMilliseconds(),
            },
            transaction);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET state = 'pending' WHERE id = @Invoice AND state IN ('issued', 'overdue')", due, transaction);
        return added;
    }

    private sealed record DueInvoice(
        string Invoice, long OpenMicros, string Currency, long Issued, long Attempts, string Method, bool HasNewMethod);
}
