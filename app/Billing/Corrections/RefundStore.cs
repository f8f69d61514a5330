using System.Data.Common;
using Dapper;
using Platform.Billing.Ledger;
using Platform.Billing.Payments;

namespace Platform.Billing.Corrections;

/// <summary>Refunds in the database. A state changes only from those that it may follow.</summary>
internal static class RefundStore
{
    private const string Select =
        """
        SELECT r.id AS Id, r.attempt AS Attempt, c.provider_capture AS Capture, r.amount_micros AS AmountMicros, c.currency AS Currency, i.sid AS Sid,
          n.number AS Number, r.state AS State, r.provider_refund AS Provided
        FROM refund r JOIN charge c ON c.id = r.charge JOIN invoice i ON i.id = c.invoice JOIN credit_note n ON n.id = r.credit_note
        """;

    public static async Task<IReadOnlyList<Refund>> OpenAsync(DbConnection connection, string provider)
        => [.. await connection.QueryAsync<Refund>(
            $"{Select} WHERE r.state IN ('started', 'unknown', 'pending') AND c.provider = @provider ORDER BY r.started, r.id",
            new { provider })];

    public static Task<Refund?> FindAsync(DbConnection connection, string provider, string refund)
        => connection.QuerySingleOrDefaultAsync<Refund?>(
            $"{Select} WHERE c.provider = @provider AND r.provider_refund = @refund", new { provider, refund });

    /// <summary>A refund that was asked for, and of which no answer came: it may be the one that the provider now tells of.</summary>
    public static Task<Refund?> UnansweredAsync(DbConnection connection, string provider, string capture, long amountMicros)
        => connection.QueryFirstOrDefaultAsync<Refund?>(
            $"""
            {Select} WHERE c.provider = @provider AND c.provider_capture = @capture AND r.amount_micros = @amountMicros
              AND r.provider_refund IS NULL
              AND r.state IN ('started', 'unknown') ORDER BY r.started, r.id
            """,
            new { provider, capture, amountMicros });

    /// <summary>Moves a refund on, and books one that is done.</summary>
    /// <returns>False where somebody was there before.</returns>
    public static async Task<bool> MoveAsync(DbTransaction transaction, Refund refund, RefundResult result, DateTimeOffset at)
    {
        var state = StateOf(result.State);
        var moved = await transaction.Connection!.ExecuteAsync(
            """
            UPDATE refund SET state = @state, provider_refund = COALESCE(@Refund, provider_refund), issue = @Issue, asked = @at,
              settled = CASE WHEN @settles = 1 THEN @at ELSE settled END
            WHERE id = @Id AND state IN ('started', 'unknown', 'pending')
            """,
            new
            {
                refund.Id, state, result.Refund, result.Issue, at = at.ToUnixTimeMilliseconds(),
                settles = state is "done" or "refused" ? 1 : 0,
            }, transaction) == 1;
        if (moved && state == "done")
            await Books.WriteAsync(
                transaction, refund.Id, new EntryDetails(at, refund.Sid, refund.Currency, "refund", refund.Number),
                new Posting(Books.Refundable, refund.AmountMicros), new Posting(Books.Cash, -refund.AmountMicros));
        return moved;
    }

    private static string StateOf(PaymentState state) => state switch
    {
        PaymentState.Captured => "done",
        PaymentState.Pending => "pending",
        PaymentState.Declined or PaymentState.Refused => "refused",
        _ => "unknown",
    };
}
