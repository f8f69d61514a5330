using System.Data.Common;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Ledger;
using Platform.Billing.Notices;

namespace Platform.Billing.Corrections;

/// <summary>
/// Money that the provider took back against our will: a loss. The invoice is not asked for again, and the subscription is suspended.
/// </summary>
internal static class Reversals
{
    /// <param name="transaction">In which no other instance writes.</param>
    /// <param name="charge">What was taken back; once.</param>
    /// <param name="amountMicros">How much; what was refunded before is not taken back again.</param>
    /// <param name="source">The provider's id, and whether it is a movement or a dispute.</param>
    /// <param name="at">When.</param>
    /// <returns>False where it was booked before.</returns>
    public static async Task<bool> BookAsync(
        DbTransaction transaction, Charge charge, long amountMicros, (string Kind, string Id) source, DateTimeOffset at)
    {
        var connection = transaction.Connection!;
        var refunded = await connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(amount_micros), 0) AS BIGINT) FROM refund WHERE charge = @Id AND state <> 'refused'",
            new { charge.Id }, transaction);
        var amount = Math.Min(amountMicros, charge.AmountMicros - refunded);
        if (amount <= 0)
            return false;
        var added = await connection.ExecuteAsync(
            "INSERT INTO reversal (charge, provider_reversal, amount_micros, source, at) VALUES (@Id, @reversal, @amount, @Kind, @at) ON "
            + "CONFLICT DO NOTHING",
            new { charge.Id, reversal = source.Id, amount, source.Kind, at = at.ToUnixTimeMilliseconds() }, transaction);
        if (added == 0)
            return false;
        await Books.WriteAsync(
            transaction, $"{charge.Id}-reversed", new EntryDetails(at, charge.Sid, charge.Currency, "reversal", charge.Number),
            new Posting(Books.Loss, amount), new Posting(Books.Cash, -amount));
        await connection.ExecuteAsync(
            "UPDATE invoice SET state = 'uncollectible' WHERE id = @Invoice AND state = 'paid'", new { charge.Invoice }, transaction);
        var suspended = await connection.QueryAsync<string>(
            "UPDATE subscription SET state = 'suspended' WHERE sid = @Sid AND state IN ('active', 'past_due') RETURNING sid",
            new { charge.Sid }, transaction);
        await StateNotices.SuspendedAsync(transaction, suspended.ToList(), at);
        return true;
    }
}
