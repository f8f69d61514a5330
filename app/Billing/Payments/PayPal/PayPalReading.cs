using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Platform.Billing.Money;
using static Platform.Billing.Payments.PayPal.PayPalMessages;

namespace Platform.Billing.Payments.PayPal;

/// <summary>What PayPal is asked about refunds, disputes and whole days.</summary>
internal sealed partial class PayPal
{
    private const int PageSize = 500;

    public Task<RefundResult?> ReadRefundAsync(string refund, CancellationToken cancellationToken) => ReadAsync(
        $"/v2/payments/refunds/{Uri.EscapeDataString(refund)}", PayPalJson.Default.Refund, ResultOf,
        issue => new RefundResult(PaymentState.Unknown, refund, issue), cancellationToken);

    public async Task<DisputeResult?> ReadDisputeAsync(string dispute, CancellationToken cancellationToken)
    {
        var read = await TryReadAsync(
            $"/v1/customer/disputes/{Uri.EscapeDataString(dispute)}", PayPalJson.Default.Dispute, cancellationToken);
        if (read is null)
            return new DisputeResult(DisputeState.Unknown, "", 0, null);
        if (read.DisputedTransactions?.FirstOrDefault()?.SellerTransactionId is not { } capture || read.DisputeAmount is not { } amount)
            return null;
        var state = (read.Status, read.DisputeOutcome?.OutcomeCode) switch
        {
            ("RESOLVED", "RESOLVED_BUYER_FAVOUR" or "RESOLVED_WITH_PAYOUT") => DisputeState.Lost,
            ("RESOLVED", _) => DisputeState.Won,
            _ => DisputeState.Open,
        };
        return new DisputeResult(state, capture, MicrosOf(amount), read.Reason);
    }

    public async Task<IReadOnlyList<Movement>?> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var movements = new List<Movement>();
        for (var (page, pages) = (1, 1); page <= pages; page++)
        {
            var path = FormattableString.Invariant(
                $"/v1/reporting/transactions?start_date={from:yyyy-MM-ddTHH:mm:ssZ}&end_date={to.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}")
                + FormattableString.Invariant($"&fields=transaction_info&page_size={PageSize}&page={page}");
            if (await TryReadAsync(path, PayPalJson.Default.Transactions, cancellationToken) is not { } read)
                return null;
            movements.AddRange((read.TransactionDetails ?? []).Select(detail => MovementOf(detail.TransactionInfo)).OfType<Movement>());
            pages = read.TotalPages;
        }

        return movements;
    }

    public EventKind KindOf(string type) => type switch
    {
        "PAYMENT.CAPTURE.COMPLETED" or "PAYMENT.CAPTURE.DENIED" or "PAYMENT.CAPTURE.DECLINED" or "PAYMENT.CAPTURE.PENDING" =>
            EventKind.Capture,
        "PAYMENT.CAPTURE.REFUNDED" or "PAYMENT.REFUND.PENDING" or "PAYMENT.REFUND.FAILED" => EventKind.Refund,
        "PAYMENT.CAPTURE.REVERSED" => EventKind.Reversal,
        "CUSTOMER.DISPUTE.CREATED" or "CUSTOMER.DISPUTE.UPDATED" or "CUSTOMER.DISPUTE.RESOLVED" => EventKind.Dispute,
        "VAULT.PAYMENT-TOKEN.DELETED" or "VAULT.PAYMENT-TOKEN.DELETION-INITIATED" => EventKind.MethodGone,
        _ => EventKind.Other,
    };

    /// <summary>By the transaction's code: payments are T00…, refunds T1107, reversals and chargebacks the rest of T11 and T12.</summary>
    /// <seealso href="https://developer.paypal.com/docs/transaction-search/transaction-event-codes/"/>
    private static Movement? MovementOf(TransactionInfo info)
    {
        if (info.TransactionStatus != "S" || info.TransactionAmount is not { } amount)
            return null;
        EventKind? kind = info.TransactionEventCode switch
        {
            "T1107" => EventKind.Refund,
            ['T', '0', '0', ..] => EventKind.Capture,
            ['T', '1', '1' or '2', ..] => EventKind.Reversal,
            _ => null,
        };
        return kind is { } known
            ? new Movement(
                info.TransactionId, known, info.TransactionInitiationDate, Math.Abs(MicrosOf(amount)), amount.CurrencyCode, info.InvoiceId)
            : null;
    }

    /// <summary>A refund names its capture by a link upwards.</summary>
    private static RefundResult ResultOf(Refund refund) => new(
        refund.Status switch
        {
            "COMPLETED" => PaymentState.Captured,
            "PENDING" => PaymentState.Pending,
            _ => PaymentState.Declined,
        },
        refund.Id, refund.Status is "COMPLETED" or "PENDING" ? null : refund.Status,
        refund.Links?.FirstOrDefault(link => link.Rel == "up")?.Href.Segments[^1].Trim('/'),
        refund.Amount is { } amount ? MicrosOf(amount) : null);

    private static long MicrosOf(Amount amount) => (long)(decimal.Parse(amount.Value, CultureInfo.InvariantCulture) * Pico.MicrosPerUnit);

    /// <returns>Null where there is no such thing; what <paramref name="unknown"/> makes of the issue where that cannot be told.</returns>
    private async Task<TResult?> ReadAsync<T, TResult>(
        string path, JsonTypeInfo<T> type, Func<T, TResult> resultOf, Func<string?, TResult> unknown, CancellationToken cancellationToken)
        where T : class
        where TResult : class
    {
        var answer = await TrySendAsync(HttpMethod.Get, path, null, null, cancellationToken);
        if (answer is { IsRefused: true })
            return null;
        return answer?.IsSuccess == true && answer.Read(type) is { } read ? resultOf(read) : unknown(answer?.Issue);
    }

    private async Task<T?> TryReadAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => await TrySendAsync(HttpMethod.Get, path, null, null, cancellationToken) is { IsSuccess: true } answer ? answer.Read(type) : null;
}
