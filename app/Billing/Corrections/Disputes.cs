using System.Data.Common;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Corrections;

/// <summary>
/// Follows disputes and reversals: what the provider has is kept, and what is lost is booked, once, whichever of both is heard of first.
/// </summary>
internal sealed partial class Disputes(
    Database database, Lease lease, IPaymentProvider provider, TimeProvider time, ILogger<Disputes> logger)
{
    /// <returns>False where it is about no capture of ours.</returns>
    public async Task<bool> FollowAsync(string dispute, CancellationToken cancellationToken)
    {
        if (await provider.RequireDisputeAsync(dispute, cancellationToken) is not { } read
            || await ChargeAsync(read.Capture, cancellationToken) is not { } charge)
            return false;
        LogDispute(dispute, charge.Number, read.State, read.Reason);
        return await lease.WriteAsync(
            async transaction =>
            {
                await KeepAsync(transaction, dispute, read, charge);
                if (read.State == DisputeState.Lost)
                    await Reversals.BookAsync(transaction, charge, read.AmountMicros, ("dispute", dispute), time.GetUtcNow());
                return true;
            },
            cancellationToken);
    }

    /// <returns>False where it is of no capture of ours.</returns>
    public async Task<bool> ReverseAsync(string reversal, CancellationToken cancellationToken)
    {
        var read = await provider.RequireRefundAsync(reversal, cancellationToken);
        if (read is not { Capture: { } capture, AmountMicros: { } amount }
            || await ChargeAsync(capture, cancellationToken) is not { } charge)
            return false;
        LogReversed(reversal, charge.Number);
        return await lease.WriteAsync(
            async transaction =>
            {
                await Reversals.BookAsync(transaction, charge, amount, ("reversal", reversal), time.GetUtcNow());
                return true;
            },
            cancellationToken);
    }

    private async Task<Charge?> ChargeAsync(string capture, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await ChargeStore.OfCaptureAsync(connection, provider.Name, capture);
    }

    private Task KeepAsync(DbTransaction transaction, string dispute, DisputeResult read, Charge charge)
        => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO dispute (provider, id, charge, amount_micros, reason, opened, updated, state) VALUES (@Name, @dispute, @Id, @AmountMicros, @Reason, @at, @at, @state)
            ON CONFLICT (provider, id) DO UPDATE SET amount_micros = excluded.amount_micros, reason = excluded.reason, updated = excluded.updated, state = excluded.state
            WHERE dispute.state = 'open'
            """,
            new
            {
                provider.Name, dispute, charge.Id, read.AmountMicros, read.Reason, at = time.GetUtcNow().ToUnixTimeMilliseconds(),
                state = read.State.ToString().ToLowerInvariant(),
            },
            transaction);

    [LoggerMessage(41, LogLevel.Critical, "Dispute {Dispute} of invoice {Number} is {State}: {Reason}; answer it at the payment provider")]
    private partial void LogDispute(string dispute, string number, DisputeState state, string? reason);

    [LoggerMessage(
        42, LogLevel.Critical,
        "The provider took back the payment of invoice {Number} (reversal {Reversal}); the subscription is suspended")]
    private partial void LogReversed(string reversal, string number);
}
