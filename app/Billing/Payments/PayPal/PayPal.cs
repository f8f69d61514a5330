using System.Net;
using Platform.Billing.Money;
using static Platform.Billing.Payments.PayPal.PayPalMessages;

namespace Platform.Billing.Payments.PayPal;

/// <summary>PayPal: a payment method approved once and kept in its vault, and a one-step order for each charge.</summary>
/// <seealso href="https://developer.paypal.com/docs/checkout/save-payment-methods/purchase-later/payment-tokens-api/paypal/"/>
internal sealed partial class PayPal(PayPalSession session, PayPalSignature signature, TimeProvider time) : IPaymentProvider
{
    /// <summary>A transaction search takes at most this much at once.</summary>
    private static readonly TimeSpan _searchable = TimeSpan.FromDays(31);

    public string Name => "paypal";

    public bool TakesInvoiceOnce => true;

    public TimeSpan KeyLives => TimeSpan.FromHours(6);

    public CurrencyTable Currencies => Money.Currencies.PayPal;

    public Task CheckAsync(CancellationToken cancellationToken) => session.SignedInAsync(cancellationToken);

    public async Task<MethodStart> StartMethodAsync(string key, Uri returnTo, Uri cancelTo, CancellationToken cancellationToken)
    {
        var request = new SetupRequest(new SetupSource(new SetupPayPal(
            "Usage, billed monthly", "RECURRING_POSTPAID", "MERCHANT", true, new ExperienceContext(returnTo, cancelTo, "NO_SHIPPING"))));
        var answer = await session.SendAsync(
            HttpMethod.Post, "/v3/vault/setup-tokens", key, PayPalSession.Write(request, PayPalJson.Default.SetupRequest),
            cancellationToken);
        var token = answer.IsSuccess ? answer.Read(PayPalJson.Default.SetupToken) : null;
        return token?.Links?.FirstOrDefault(link => link.Rel == "approve") is { } approve
            ? new MethodStart(token.Id, approve.Href)
            : throw Refused("starting a payment method", answer);
    }

    public async Task<ApprovedMethod> FinishMethodAsync(string key, string setup, CancellationToken cancellationToken)
    {
        var request = new TokenRequest(new TokenSource(new TokenReference(setup, "SETUP_TOKEN")));
        var answer = await session.SendAsync(
            HttpMethod.Post, "/v3/vault/payment-tokens", key, PayPalSession.Write(request, PayPalJson.Default.TokenRequest),
            cancellationToken);
        var token = answer.IsSuccess ? answer.Read(PayPalJson.Default.PaymentToken) : null;
        return token is not null
            ? new ApprovedMethod(token.Id, token.Customer?.Id ?? "", token.PaymentSource?.Paypal?.EmailAddress ?? "PayPal")
            : throw Refused("taking an approved payment method", answer);
    }

    public async Task<PaymentResult> ChargeAsync(ChargeRequest charge, CancellationToken cancellationToken)
    {
        var amount = new Amount(charge.Currency, Currencies.Find(charge.Currency).Format(charge.AmountMicros));
        var request = new OrderRequest(
            "CAPTURE", [new PurchaseUnit(charge.InvoiceNumber, charge.Key, amount)],
            new OrderSource(new VaultedPayPal(charge.Token, new StoredCredential("MERCHANT", "SUBSEQUENT", "RECURRING_POSTPAID"))));
        var answer = await TrySendAsync(
            HttpMethod.Post, "/v2/checkout/orders", charge.Key, PayPalSession.Write(request, PayPalJson.Default.OrderRequest),
            cancellationToken);
        if (answer is null || answer.IsUnknown)
            return new PaymentResult(PaymentState.Unknown, Issue: answer?.Issue, DebugId: answer?.Error?.DebugId);
        if (!answer.IsSuccess)
            return new PaymentResult(PayPalIssues.StateOf(answer.Issue), Issue: answer.Issue, DebugId: answer.Error?.DebugId);
        var order = answer.Read(PayPalJson.Default.Order);
        var capture = order?.PurchaseUnits?.FirstOrDefault()?.Payments?.Captures?.FirstOrDefault();
        return capture is null
            ? new PaymentResult(PaymentState.Unknown, order?.Id, Issue: order?.Status)
            : ResultOf(capture) with { Order = order!.Id };
    }

    public async Task<PaymentResult?> FindAsync(string invoiceNumber, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var start = now - from > _searchable ? now - _searchable : from;
        var answer = await TrySendAsync(
            HttpMethod.Get,
            FormattableString.Invariant(
                $"/v1/reporting/transactions?start_date={start:yyyy-MM-ddTHH:mm:ssZ}&end_date={now:yyyy-MM-ddTHH:mm:ssZ}")
            + $"&invoice_id={Uri.EscapeDataString(invoiceNumber)}&fields=transaction_info",
            null, null, cancellationToken);
        if (answer?.IsSuccess != true)
            return new PaymentResult(PaymentState.Unknown, Issue: answer?.Issue);
        var found = answer.Read(PayPalJson.Default.Transactions)?.TransactionDetails?
            .Select(detail => detail.TransactionInfo)
            .FirstOrDefault(info => info.InvoiceId == invoiceNumber && info.TransactionStatus is "S" or "P");
        if (found?.TransactionId is not { } capture)
            return null;
        return await ReadAsync(capture, cancellationToken) ?? new PaymentResult(PaymentState.Unknown, Capture: capture);
    }

    public Task<PaymentResult?> ReadAsync(string capture, CancellationToken cancellationToken) => ReadAsync(
        $"/v2/payments/captures/{Uri.EscapeDataString(capture)}", PayPalJson.Default.Capture, ResultOf,
        issue => new PaymentResult(PaymentState.Unknown, Capture: capture, Issue: issue), cancellationToken);

    public async Task<RefundResult> RefundAsync(
        string key, string capture, long amountMicros, string currency, CancellationToken cancellationToken)
    {
        var request = new RefundRequest(new Amount(currency, Currencies.Find(currency).Format(amountMicros)), key, "Refund");
        var answer = await TrySendAsync(
            HttpMethod.Post, $"/v2/payments/captures/{Uri.EscapeDataString(capture)}/refund", key,
            PayPalSession.Write(request, PayPalJson.Default.RefundRequest), cancellationToken);
        if (answer is null || answer.IsUnknown)
            return new RefundResult(PaymentState.Unknown, Issue: answer?.Issue);
        if (!answer.IsSuccess)
            return new RefundResult(
                PayPalIssues.IsInProgress(answer.Issue) ? PaymentState.Unknown : PaymentState.Declined, Issue: answer.Issue);
        return answer.Read(PayPalJson.Default.Refund) is { } refund ? ResultOf(refund) : new RefundResult(PaymentState.Unknown);
    }

    public Task<PaymentEvent> ReadWebhookAsync(
        ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
        => signature.ReadAsync(raw, headers, cancellationToken);

    /// <summary>An order that is COMPLETED is not paid: its capture's status decides.</summary>
    private static PaymentResult ResultOf(Capture capture) => new(
        capture.Status switch
        {
            "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED" => PaymentState.Captured,
            "PENDING" => PaymentState.Pending,
            "DECLINED" or "FAILED" => PaymentState.Declined,
            _ => PaymentState.Unknown,
        },
        Capture: capture.Id, Issue: capture.StatusDetails?.Reason ?? (capture.Status is "DECLINED" or "FAILED" ? capture.Status : null),
        AmountMicros: capture.Amount is { } amount ? MicrosOf(amount) : null);

    /// <summary>Null where no answer came: it may have happened.</summary>
    private async Task<PayPalAnswer?> TrySendAsync(
        HttpMethod method, string path, string? key, string? body, CancellationToken cancellationToken)
    {
        try
        {
            return await session.SendAsync(method, path, key, body, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
        || exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What is busy or broken there may be asked again.</summary>
    private static Exception Refused(string what, PayPalAnswer answer)
    {
        var message = $"PayPal refuses {what}: {(int)answer.Status} "
            + $"{answer.Issue ?? nameof(HttpStatusCode)}{(answer.Error?.DebugId is { } id ? $" (debug id {id})" : "")}";
        return answer.IsUnknown ? new HttpRequestException(message, null, answer.Status) : new PaymentException(message);
    }
}
