using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>
/// Applies webhooks. They only say where to look: what became of a capture is read from the provider, so that late, doubled
/// and reordered ones do no harm. What takes money back is left to an operator, loudly.
/// </summary>
internal sealed partial class WebhookWork(Database database, Lease lease, Charger charger, IPaymentProvider provider, ILogger<WebhookWork> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var sent in await NewAsync(cancellationToken))
        {
            var state = await ApplyAsync(sent, cancellationToken);
            await lease.WriteAsync(
                async transaction =>
                {
                    await WebhookStore.MarkAsync(transaction, provider.Name, sent.Id, state);
                    return true;
                },
                cancellationToken);
        }
    }

    private async Task<IReadOnlyList<PaymentEvent>> NewAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await WebhookStore.NewAsync(connection, provider.Name);
    }

    /// <returns>What the webhook then is.</returns>
    private async Task<string> ApplyAsync(PaymentEvent sent, CancellationToken cancellationToken)
    {
        switch (sent.Type)
        {
            case "PAYMENT.CAPTURE.COMPLETED" or "PAYMENT.CAPTURE.DENIED" or "PAYMENT.CAPTURE.DECLINED" or "PAYMENT.CAPTURE.PENDING":
                return await charger.ReadAgainAsync(sent.Resource, cancellationToken) ? "applied" : "ignored";
            case "VAULT.PAYMENT-TOKEN.DELETED":
                return await lease.WriteAsync(transaction => ForgetAsync(transaction, sent.Resource), cancellationToken) ? "applied" : "ignored";
            case "PAYMENT.CAPTURE.REFUNDED" or "PAYMENT.CAPTURE.REVERSED" or "CUSTOMER.DISPUTE.CREATED" or "CUSTOMER.DISPUTE.UPDATED" or "CUSTOMER.DISPUTE.RESOLVED":
                LogOperator(sent.Type, sent.Resource);
                return "quarantined";
            default:
                return "ignored";
        }
    }

    private static async Task<bool> ForgetAsync(DbTransaction transaction, string token) => await transaction.Connection!.ExecuteAsync(
        "UPDATE payment_method SET state = 'gone' WHERE token = @token AND state = 'ready'", new { token }, transaction) > 0;

    [LoggerMessage(31, LogLevel.Critical, "The payment provider says {Type} of {Resource}: the books do not know it; look at it there and write it in")]
    private partial void LogOperator(string type, string resource);
}
