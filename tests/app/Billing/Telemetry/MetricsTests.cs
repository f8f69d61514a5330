using Platform.Billing.Telemetry;
using Platform.Billing.Verification;
using Microsoft.Extensions.Logging.Abstractions;

namespace Platform.Billing.Tests.Telemetry;

[Collection(PostgresCollection.Name)]
public sealed class MetricsTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Page_OfWhatIsWrong_ShowsWhatAlertsAskFor(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await shop.Server.FailAsync(Platform.Payments.Http.Fault.AnswerLost);
        await shop.ChargeAsync();
        new LogFile(shop.Store.Logs, "a.jsonl").Call().Line("nonsense");
        new LogFile(shop.Store.Logs, "b.jsonl", openedAt: 31 * 24).Call(at: 31 * 24);
        await Business.IngestAsync(shop.Store);
        await shop.ExecuteAsync("INSERT INTO ledger VALUES ('e', 0, 0, 'cash', 'sub-9', 'EUR', 5, 'test', '')");
        shop.Store.Time.Advance(TimeSpan.FromHours(6));
        Assert.True(await shop.Store.Lease.TryHoldAsync(default));
        await new Nightly(shop.Store.Database, shop.Store.Lease, shop.Store.Time, NullLogger<Nightly>.Instance).RunAsync(default);
        using var gauges = new BillingGauges(shop.Store.Database, shop.Store.Time);

        await gauges.RefreshAsync(isActive: true, default);
        var page = MetricsPage.Write(gauges).Split('\n');

        Assert.Equal(
            [
                "# HELP billing_ingested_calls_total Calls read from usage logs.", "# TYPE billing_ingested_calls_total counter",
                "# HELP billing_usage_logs_abandoned_total Logs that fell silent without an end.",
                "# TYPE billing_usage_logs_abandoned_total counter",
            ],
            page.Where(line => line.StartsWith('#')).Take(4));
        Assert.Contains("billing_active 1", page);
        Assert.Contains("billing_usage_logs{state=\"broken\"} 1", page);
        Assert.Contains("billing_usage_logs{state=\"abandoned\"} 0", page);
        Assert.Contains("billing_ingest_lag_seconds 25200", page);
        Assert.Contains("billing_charges{state=\"unknown\"} 1", page);
        Assert.Contains("billing_charge_unknown_seconds 21600", page);
        Assert.Contains("billing_invariant_violations{invariant=\"every entry of the books sums to 0\"} 1", page);
        Assert.Contains("billing_invariant_violations{invariant=\"invoice numbers have no gaps\"} 0", page);
        await gauges.RefreshAsync(isActive: false, default);
        Assert.Contains("billing_active 0", MetricsPage.Write(gauges), StringComparison.Ordinal);
    }
}
