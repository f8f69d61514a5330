using System.Net;
using global::Stripe;

namespace Platform.Billing.Payments.Stripe;

/// <summary>What Stripe is asked about payments, refunds, disputes and whole days.</summary>
internal sealed partial class StripeProvider
{
    public async Task<PaymentResult?> FindAsync(string invoiceNumber, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var found = await TryAsync(
            () => _client.V1.PaymentIntents.SearchAsync(
                new PaymentIntentSearchOptions { Query = $"metadata['{Invoice}']:'{invoiceNumber}'" },
                cancellationToken: cancellationToken),
            cancellationToken);
        if (found is null)
            return new PaymentResult(PaymentState.Unknown);
        return found.Data.FirstOrDefault(intent => intent.Status is "succeeded" or "processing") is { } paid ? ResultOf(paid) : null;
    }

    public Task<PaymentResult?> ReadAsync(string capture, CancellationToken cancellationToken) => ReadAsync(
        async () => ResultOf(await _client.V1.PaymentIntents.GetAsync(capture, cancellationToken: cancellationToken)),
        new PaymentResult(PaymentState.Unknown, Capture: capture), cancellationToken);

    public Task<RefundResult?> ReadRefundAsync(string refund, CancellationToken cancellationToken) => ReadAsync(
        async () => ResultOf(await _client.V1.Refunds.GetAsync(refund, cancellationToken: cancellationToken)),
        new RefundResult(PaymentState.Unknown, refund), cancellationToken);

    public async Task<DisputeResult?> ReadDisputeAsync(string dispute, CancellationToken cancellationToken)
    {
        var found = await TryAsync(
            () => _client.V1.Disputes.GetAsync(dispute, cancellationToken: cancellationToken), cancellationToken);
        if (found is null)
            return new DisputeResult(DisputeState.Unknown, "", 0, null);
        if (found.PaymentIntentId is not { } capture)
            return null;
        var state = found.Status switch
        {
            "lost" => DisputeState.Lost,
            "won" or "warning_closed" or "prevented" => DisputeState.Won,
            _ => DisputeState.Open,
        };
        return new DisputeResult(state, capture, Micros(found.Amount, found.Currency), found.Reason);
    }

    /// <summary>Disputes are not among them: their money leaves and comes back on days of its own, of which webhooks tell.</summary>
    public async Task<IReadOnlyList<Movement>?> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var created = new DateRangeOptions { GreaterThanOrEqual = from.UtcDateTime, LessThan = to.UtcDateTime };
        var movements = new List<Movement>();
        return await TryAsync(
            async () =>
            {
                await foreach (var charge in _client.V1.Charges.ListAutoPagingAsync(
                    new ChargeListOptions { Created = created, Limit = 100 }, cancellationToken: cancellationToken))
                    if (charge is { Status: "succeeded", PaymentIntentId: { } intent })
                        movements.Add(new Movement(
                            intent, EventKind.Capture, Utc(charge.Created), Micros(charge.Amount, charge.Currency),
                            charge.Currency.ToUpperInvariant(),
                            charge.Metadata?.GetValueOrDefault(Invoice)));
                await foreach (var refund in _client.V1.Refunds.ListAutoPagingAsync(
                    new RefundListOptions { Created = created, Limit = 100 }, cancellationToken: cancellationToken))
                    if (refund.Status == "succeeded")
                        movements.Add(new Movement(
                            refund.Id, EventKind.Refund, Utc(refund.Created), Micros(refund.Amount, refund.Currency),
                            refund.Currency.ToUpperInvariant(), null));
                return movements;
            },
            cancellationToken);
    }

    public EventKind KindOf(string type) => type switch
    {
        "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.processing" or "payment_intent.canceled" =>
            EventKind.Capture,
        "refund.created" or "refund.updated" or "refund.failed" => EventKind.Refund,
        "charge.dispute.created" or "charge.dispute.updated" or "charge.dispute.closed" => EventKind.Dispute,
        "payment_method.detached" => EventKind.MethodGone,
        _ => EventKind.Other,
    };

    private PaymentResult ResultOf(PaymentIntent intent) => intent.Status switch
    {
        "succeeded" =>
            new PaymentResult(
                PaymentState.Captured, intent.LatestChargeId, intent.Id, AmountMicros: Micros(intent.AmountReceived, intent.Currency)),
        "processing" => new PaymentResult(PaymentState.Pending, intent.LatestChargeId, intent.Id, intent.Status),
        "requires_payment_method" or "requires_action" or "requires_confirmation" or "canceled" => new PaymentResult(
            PaymentState.Declined, intent.LatestChargeId, intent.Id,
            intent.LastPaymentError?.DeclineCode ?? intent.LastPaymentError?.Code ?? intent.Status),
        _ => new PaymentResult(PaymentState.Unknown, intent.LatestChargeId, intent.Id, intent.Status),
    };

    private RefundResult ResultOf(Refund refund) => new(
        refund.Status switch
        {
            "succeeded" => PaymentState.Captured,
            "pending" or "requires_action" => PaymentState.Pending,
            _ => PaymentState.Declined,
        },
        refund.Id, refund.Status is "succeeded" or "pending" ? null : refund.FailureReason ?? refund.Status, refund.PaymentIntentId,
        Micros(refund.Amount, refund.Currency));

    private long Micros(long written, string currency) => Currencies.Find(currency.ToUpperInvariant()).FromWritten(written);

    private static DateTimeOffset Utc(DateTime created) => new(DateTime.SpecifyKind(created, DateTimeKind.Utc));

    /// <returns>Null where there is no such thing; <paramref name="unknown"/> where that cannot be told now.</returns>
    private static async Task<T?> ReadAsync<T>(Func<Task<T>> read, T unknown, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (StripeException exception) when (exception.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (exception is StripeException || IsLost(exception, cancellationToken))
        {
            return unknown;
        }
    }

    /// <summary>Null without an answer, and where there is no such thing.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is StripeException || IsLost(exception, cancellationToken))
        {
            return null;
        }
    }
}
