using Platform.Billing.Money;
using Platform.Billing.Payments;

namespace Platform.Bench.Billing;

/// <summary>Takes all money at once, in memory: what it costs to ask somebody is not measured.</summary>
internal sealed class InstantProvider(TimeProvider time) : IPaymentProvider
{
    public const string Named = "instant";

    private readonly List<Movement> _moved = [];

    public string Name => Named;

    public bool TakesInvoiceOnce => true;

    public TimeSpan KeyLives => TimeSpan.FromHours(6);

    public CurrencyTable Currencies => Platform.Billing.Money.Currencies.PayPal;

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PaymentResult> ChargeAsync(ChargeRequest charge, CancellationToken cancellationToken)
    {
        var capture = $"CAP{_moved.Count:D14}";
        _moved.Add(new Movement(capture, EventKind.Capture, time.GetUtcNow(), charge.AmountMicros, charge.Currency, charge.InvoiceNumber));
        return Task.FromResult(
            new PaymentResult(PaymentState.Captured, $"ORD{_moved.Count:D14}", capture, AmountMicros: charge.AmountMicros));
    }

    public Task<IReadOnlyList<Movement>?> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Movement>?>([.. _moved.Where(movement => movement.At >= from && movement.At < to)]);

    public EventKind KindOf(string type) => EventKind.Other;

    public Task<MethodStart> StartMethodAsync(string key, Uri returnTo, Uri cancelTo, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<ApprovedMethod> FinishMethodAsync(string key, string setup, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<PaymentResult?> FindAsync(string invoiceNumber, DateTimeOffset from, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<PaymentResult?> ReadAsync(string capture, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RefundResult> RefundAsync(
        string key, string capture, long amountMicros, string currency, CancellationToken cancellationToken)
            => throw new NotSupportedException();

    public Task<RefundResult?> ReadRefundAsync(string refund, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DisputeResult?> ReadDisputeAsync(string dispute, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PaymentEvent> ReadWebhookAsync(
        ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
            => throw new NotSupportedException();
}
