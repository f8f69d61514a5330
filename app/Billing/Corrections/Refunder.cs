using Platform.Billing.Charging;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Corrections;

/// <summary>Gives money back, each refund once, under a key of its own; and books what went back elsewhere.</summary>
internal sealed partial class Refunder(
    Database database, Lease lease, IPaymentProvider provider, TimeProvider time, ILogger<Refunder> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Refund> open;
        await using (var connection = await database.OpenAsync(cancellationToken))
            open = await RefundStore.OpenAsync(connection, provider.Name);
        foreach (var refund in open)
            await SettleAsync(refund, await AskAsync(refund, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Takes over what the provider says of a refund: one of ours goes on; one that was made at the provider gets a credit note.
    /// </summary>
    /// <returns>False where it is of no capture of ours, or not done.</returns>
    public async Task<bool> TakeAsync(string refund, CancellationToken cancellationToken)
    {
        var read = await provider.RequireRefundAsync(refund, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await RefundStore.FindAsync(connection, provider.Name, refund) is { } known)
        {
            if (known.State is "started" or "unknown" or "pending")
                await SettleAsync(known, read, cancellationToken);
            return true;
        }

        if (read is not { State: PaymentState.Captured, Capture: { } capture, AmountMicros: { } amount }
            || await ChargeStore.OfCaptureAsync(connection, provider.Name, capture) is not { } charge)
            return false;
        if (await RefundStore.UnansweredAsync(connection, provider.Name, capture, amount) is { } unanswered)
            await SettleAsync(unanswered, read, cancellationToken);
        else
            await BookAsync(charge, read, amount, cancellationToken);
        return true;
    }

    private async Task<RefundResult> AskAsync(Refund refund, CancellationToken cancellationToken)
        => refund is { State: "pending", Provided: { } id }
            ? await provider.ReadRefundAsync(id, cancellationToken) ?? new RefundResult(PaymentState.Unknown, id)
            : await provider.RefundAsync(refund.Key, refund.Capture, refund.AmountMicros, refund.Currency, cancellationToken);

    private async Task SettleAsync(Refund refund, RefundResult result, CancellationToken cancellationToken)
    {
        // A question that was not answered changes nothing of what is known
        if (refund.State == "pending" && result.State == PaymentState.Unknown)
            return;
        if (result.State is PaymentState.Declined or PaymentState.Refused)
            LogRefused(refund.Number, result.Issue);
        await lease.WriteAsync(transaction => RefundStore.MoveAsync(transaction, refund, result, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Somebody gave it back at the provider: the credit note follows, and its refund is done already.</summary>
    private Task BookAsync(Charge charge, RefundResult read, long amountMicros, CancellationToken cancellationToken) => lease.WriteAsync(
        async transaction =>
        {
            var note = await CreditNotes.IssueAsync(
                transaction,
                new CreditOrder(
                    $"{provider.Name}-{read.Refund}", charge.Number, amountMicros, "Refunded at the payment provider", provider.Name),
                    time.GetUtcNow());
            var refund = new Refund(
                $"{note.Number}-R", 1, read.Capture!, amountMicros, charge.Currency, charge.Sid, note.Number, "started", null);
            return await RefundStore.MoveAsync(transaction, refund, read, time.GetUtcNow());
        },
        cancellationToken);

    [LoggerMessage(
        40, LogLevel.Critical,
        "The provider refuses the refund of credit note {Number}: {Issue}; the amount is still owed to the customer")]
    private partial void LogRefused(string number, string? issue);
}
