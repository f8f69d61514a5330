using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Invoices;
using Platform.Billing.Ledger;
using Platform.Billing.Notices;
using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>
/// Takes the money of invoices, each once. A charge is written before it is asked for, and asked for under its own id: an
/// answer that is lost is asked for again with the same id, and later looked up by the invoice's number. Only what is known
/// not to have happened is tried anew.
/// </summary>
internal sealed partial class Charger(Database database, Lease lease, IPaymentProvider provider, TimeProvider time, ILogger<Charger> logger)
{
    /// <summary>How long after the provider forgot the key a payment that was made may be missing from the provider's search.</summary>
    public static readonly TimeSpan SearchLags = TimeSpan.FromHours(4);

    private const string OtherAmount = "CAPTURED_ANOTHER_AMOUNT";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await lease.WriteAsync(transaction => ChargeStore.StartAsync(transaction, provider.Name, time.GetUtcNow()), cancellationToken);
        foreach (var charge in await OpenAsync(cancellationToken))
            if (!await IsSettledBeforeAsync(charge, cancellationToken))
                await SettleAsync(charge, await AskAsync(charge, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Looks for the money of an invoice before it is asked for, where the provider would take it twice: an earlier attempt, or a database
    /// that was restored, may have taken it under another key.
    /// </summary>
    /// <returns>True where it is found, and where the provider does not say: then nothing is asked for yet.</returns>
    private async Task<bool> IsSettledBeforeAsync(Charge charge, CancellationToken cancellationToken)
    {
        if (provider.TakesInvoiceOnce || charge.State != "started" || await FindAsync(charge, cancellationToken) is not { } before)
            return false;
        if (before.State != PaymentState.Unknown)
            await SettleAsync(charge, before, cancellationToken);
        return true;
    }

    /// <summary>Reads what became of a capture that was pending.</summary>
    /// <returns>False where it is no open charge's.</returns>
    public async Task<bool> ReadAgainAsync(string capture, CancellationToken cancellationToken)
    {
        if ((await OpenAsync(cancellationToken)).FirstOrDefault(open => open.Capture == capture) is not { } charge)
            return false;
        await SettleAsync(charge, await AskAsync(charge, cancellationToken), cancellationToken);
        return true;
    }

    /// <summary>Takes over a capture that the provider has and the books do not, by its invoice's number.</summary>
    /// <returns>False where there is no such invoice, or it is paid by another capture.</returns>
    public async Task<bool> FoundAsync(Movement capture, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (capture.InvoiceNumber is null
            || await ChargeStore.OfInvoiceAsync(connection, provider.Name, capture.InvoiceNumber) is not { State: not "captured" } charge
            || charge.AmountMicros != capture.AmountMicros || charge.Currency != capture.Currency)
            return false;
        var found = new PaymentResult(PaymentState.Captured, Capture: capture.Id);
        await SettleAsync(charge, new ChargeMove("captured", found, time.GetUtcNow(), IsFound: true), cancellationToken);
        LogFound(capture.InvoiceNumber, capture.Id);
        return true;
    }

    private async Task<IReadOnlyList<Charge>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await ChargeStore.OpenAsync(connection, provider.Name);
    }

    /// <returns>What is known; null where a search of the provider finds nothing for good.</returns>
    private async Task<PaymentResult?> AskAsync(Charge charge, CancellationToken cancellationToken)
    {
        if (charge is { State: "pending", Capture: { } capture })
            return await provider.ReadAsync(capture, cancellationToken) is { State: not PaymentState.Unknown } read
                ? read
                : new PaymentResult(PaymentState.Pending);
        var started = DateTimeOffset.FromUnixTimeMilliseconds(charge.Started);
        if (time.GetUtcNow() - started >= provider.KeyLives)
            return await SearchAsync(charge, started, cancellationToken);
        var result = await provider.ChargeAsync(
            new ChargeRequest(charge.Id, charge.Number, charge.AmountMicros, charge.Currency, charge.Token, charge.Customer ?? ""),
            cancellationToken);
        if (result.State != PaymentState.AlreadyDone)
            return result;
        return await FindAsync(charge, cancellationToken) ?? result with { State = PaymentState.Unknown };
    }

    /// <summary>From the invoice's issue on: what took its money may be older than this charge.</summary>
    private Task<PaymentResult?> FindAsync(Charge charge, CancellationToken cancellationToken)
        => provider.FindAsync(
            charge.Number, DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(charge.Issued, charge.Started)), cancellationToken);

    private async Task<PaymentResult?> SearchAsync(Charge charge, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var found = await FindAsync(charge, cancellationToken);
        var isFinal = time.GetUtcNow() - started >= provider.KeyLives + SearchLags;
        return found ?? (isFinal ? null : new PaymentResult(PaymentState.Unknown));
    }

    private Task SettleAsync(Charge charge, PaymentResult? answer, CancellationToken cancellationToken)
    {
        var result = IsAnothers(charge, answer) ? answer! with { State = PaymentState.Refused, Issue = OtherAmount } : answer;
        return SettleAsync(
            charge,
            new ChargeMove(StateOf(result), result ?? new PaymentResult(PaymentState.Declined, Issue: "NOT_FOUND"), time.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>
    /// A key or a number that was used before, as after a database was restored, is answered with what it was used for; that is not this
    /// charge where the amount is another one, and then nobody can tell but somebody who looks.
    /// </summary>
    private static bool IsAnothers(Charge charge, PaymentResult? answer)
        => answer is { State: PaymentState.Captured, AmountMicros: { } taken } && taken != charge.AmountMicros;

    private async Task SettleAsync(Charge charge, ChargeMove move, CancellationToken cancellationToken)
    {
        if (move.State == "quarantined")
            LogQuarantined(charge.Number, move.Result.Issue, move.Result.DebugId);
        await lease.WriteAsync(
            async transaction =>
            {
                if (!await ChargeStore.MoveAsync(transaction, charge, move))
                    return;
                if (move.State == "captured")
                    await PaidAsync(transaction, charge, move.At);
                else if (move.State is "declined" or "abandoned")
                    await OpenAgainAsync(transaction, charge, move.At);
            },
            cancellationToken);
    }

    private static string StateOf(PaymentResult? result) => result?.State switch
    {
        null => "abandoned",
        PaymentState.Captured => "captured",
        PaymentState.Pending => "pending",
        PaymentState.Declined => "declined",
        PaymentState.Refused => "quarantined",
        _ => "unknown",
    };

    private static async Task PaidAsync(DbTransaction transaction, Charge charge, DateTimeOffset at)
    {
        await transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET state = 'paid' WHERE id = @Invoice AND state IN ('issued', 'pending', 'overdue')", new { charge.Invoice },
            transaction);
        await Books.WriteAsync(
            transaction, charge.Id, new EntryDetails(at, charge.Sid, charge.Currency, "payment", charge.Number),
            new Posting(Books.Cash, charge.AmountMicros), new Posting(Books.Receivable, -charge.AmountMicros));
        var before = await transaction.Connection!.ExecuteScalarAsync<string>(
            "SELECT state FROM subscription WHERE sid = @Sid", new { charge.Sid }, transaction);
        var isActive = await transaction.Connection!.ExecuteAsync(
            """
            UPDATE subscription SET state = 'active' WHERE sid = @Sid AND state IN ('past_due', 'suspended')
              AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.sid = subscription.sid AND i.state IN ('overdue', 'pending'))
            """,
            new { charge.Sid }, transaction) == 1;
        if (isActive && before == "suspended")
            await StateNotices.ActiveAgainAsync(transaction, charge.Sid, at);
    }

    private static async Task OpenAgainAsync(DbTransaction transaction, Charge charge, DateTimeOffset at)
    {
        await transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET state = CASE WHEN due < @at THEN 'overdue' ELSE 'issued' END WHERE id = @Invoice AND state = 'pending'",
            new { charge.Invoice, at = at.ToUnixTimeMilliseconds() }, transaction);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE subscription SET state = 'past_due' WHERE sid = @Sid AND state = 'active'", new { charge.Sid }, transaction);
        await InvoiceNotices.AddAsync(transaction, NoticeKind.PaymentFailed, $"payment/{charge.Id}", charge.Invoice, at);
    }

    [LoggerMessage(33, LogLevel.Warning, "Invoice {Number} was paid by capture {Capture}, of which no answer had come; it is booked now")]
    private partial void LogFound(string number, string capture);

    [LoggerMessage(30, LogLevel.Critical, "The charge of invoice {Number} is wrong and is not made again: {Issue} (debug id {DebugId})")]
    private partial void LogQuarantined(string number, string? issue, string? debugId);
}
