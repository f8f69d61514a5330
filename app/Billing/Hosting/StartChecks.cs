using Dapper;
using Microsoft.Extensions.Options;
using Platform.Billing.Consent;
using Platform.Billing.Data;
using Platform.Billing.Invoices;
using Platform.Billing.Payments;
using Platform.Billing.Plans;

namespace Platform.Billing.Hosting;

/// <summary>What has to be right before anything begins: the schema, the plans, the provider's credentials. Nothing starts half.</summary>
internal sealed partial class StartChecks(
    Schema schema, Database database, InvoiceTerms terms, IEnumerable<IPaymentProvider> providers, ConsentTerms consent,
    IOptions<BillingOptions> options, TimeProvider time,
    ILogger<StartChecks> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await schema.UpgradeAsync(cancellationToken);
        await AddPlansAsync(cancellationToken);
        await ConsentTexts.AddAsync(database, consent, time.GetUtcNow(), cancellationToken);
        foreach (var provider in providers)
            await CheckAsync(provider, cancellationToken);
    }

    /// <summary>All of them or none.</summary>
    private async Task AddPlansAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Plans is not { Length: > 0 } file)
            return;
        var plans = PlanFile.Read(file);
        foreach (var plan in plans)
            _ = terms.Taken.Find(plan.Currency);
        await database.InTransactionAsync(
            async transaction =>
            {
                await Lease.LockAsync(transaction);
                foreach (var plan in plans)
                    await PlanStore.AddAsync(transaction, plan, time.GetUtcNow());
            },
            cancellationToken);
    }

    /// <summary>Credentials that are refused end the start; a provider that is away does not, as it comes back.</summary>
    private async Task CheckAsync(IPaymentProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await provider.CheckAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException
        || exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogAway(provider.Name, exception.Message);
        }
    }

    [LoggerMessage(21, LogLevel.Warning, "{Provider} does not answer yet, so that its credentials are not checked: {Reason}")]
    private partial void LogAway(string provider, string reason);
}
