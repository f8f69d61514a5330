using System.Data.Common;
using Dapper;
using Platform.Billing.Charging;
using Platform.Billing.Corrections;
using Platform.Billing.Data;
using Platform.Billing.Payments;

namespace Platform.Billing.Webhooks;

/// <summary>
/// Applies webhooks. They only say where to look: what became of it is read from the provider, so that late, doubled and reordered ones do
/// no harm. One that nothing can be made of is set aside, for an operator to look at and to release.
/// </summary>
internal sealed partial class WebhookWork(
    Database database, Lease lease, (Charger Charger, Refunder Refunder, Disputes Disputes) effects,
    (IPaymentProvider Provider, TimeProvider Time) from,
    ILogger<WebhookWork> logger)
{
    /// <summary>For how long a provider that does not answer is asked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (sent, received) in await NewAsync(cancellationToken))
            if (await StateAfterAsync(sent, received, cancellationToken) is { } state)
                await lease.WriteAsync(
                    transaction => WebhookStore.MarkAsync(transaction, from.Provider.Name, sent.Id, state), cancellationToken);
    }

    private async Task<IReadOnlyList<(PaymentEvent, DateTimeOffset)>> NewAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await WebhookStore.NewAsync(connection, from.Provider.Name);
    }

    /// <returns>What the webhook then is; null where the provider does not answer yet.</returns>
    private async Task<string?> StateAfterAsync(PaymentEvent sent, DateTimeOffset received, CancellationToken cancellationToken)
    {
        try
        {
            return await ApplyAsync(sent, cancellationToken) ? "applied" : "ignored";
        }
        catch (HttpRequestException exception) when (from.Time.GetUtcNow() - received < Patience)
        {
            LogAgain(sent.Type, sent.Id, exception.Message);
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or CorrectionException)
        {
            LogQuarantined(sent.Type, sent.Id, exception.Message);
            return "quarantined";
        }
    }

    /// <returns>False where it is nothing of ours.</returns>
    private Task<bool> ApplyAsync(PaymentEvent sent, CancellationToken cancellationToken) => from.Provider.KindOf(sent.Type) switch
    {
        EventKind.Capture => effects.Charger.ReadAgainAsync(sent.Resource, cancellationToken),
        EventKind.Refund => effects.Refunder.TakeAsync(sent.Resource, cancellationToken),
        EventKind.Reversal => effects.Disputes.ReverseAsync(sent.Resource, cancellationToken),
        EventKind.Dispute => effects.Disputes.FollowAsync(sent.Resource, cancellationToken),
        EventKind.MethodGone => lease.WriteAsync(transaction => ForgetAsync(transaction, sent.Resource), cancellationToken),
        _ => Task.FromResult(false),
    };

    private async Task<bool> ForgetAsync(DbTransaction transaction, string token) => await transaction.Connection!.ExecuteAsync(
        "UPDATE payment_method SET state = 'gone' WHERE token = @token AND provider = @Name AND state = 'ready'",
        new { token, from.Provider.Name }, transaction) > 0;

    [LoggerMessage(31, LogLevel.Warning, "Webhook {Type} ({Id}) is applied later: {Reason}")]
    private partial void LogAgain(string type, string id, string reason);

    [LoggerMessage(
        32, LogLevel.Critical, "Webhook {Type} ({Id}) is set aside: {Reason}; look at it at the payment provider, then release it")]
    private partial void LogQuarantined(string type, string id, string reason);
}
