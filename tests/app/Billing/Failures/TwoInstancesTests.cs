
namespace Platform.Billing.Tests.Failures;

/// <summary>Two processes of billing on one database: one works, and when it is killed, the other goes on where it was.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TwoInstancesTests(PostgresServer postgres)
{
    private const int Rounds = 3, CallsARound = 5_000;

    private static readonly string[] _names = ["first", "second"];

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Kill_TheOneThatWorks_TheOtherTakesOverAndNothingIsDoneTwice(string kind)
    {
        await using var shop = await Shop.OpenAsync(
            await MonthOver.OpenAsync(kind, postgres), await PayPalServer.StartAsync(TimeProvider.System));
        var (running, ended) = (_names.ToDictionary(name => name, name => Start(shop, name)), new List<BillingProcess>());
        try
        {
            var (now, owners) = (MonthOver.Hours(TimeProvider.System.GetUtcNow()), new HashSet<string>());
            for (var round = 1; round <= Rounds; round++)
            {
                new LogFile(shop.Store.Logs, $"pod-{round}.jsonl", openedAt: now).Call(now, count: CallsARound);
                await shop.UntilAsync("SELECT COUNT(*) FROM usage_log", $"{round + 1}");
                var owner = await shop.TextAsync("SELECT owner FROM lease");
                owners.Add(owner);
                await running[owner].KillAsync();
                ended.Add(running[owner]);
                // Half a minute later
                await shop.ExecuteAsync("UPDATE lease SET expires = 0");
                await shop.UntilAsync("SELECT owner FROM lease", _names.Single(name => name != owner));
                running[owner] = Start(shop, owner);
            }

            await shop.UntilAsync("SELECT CAST(SUM(calls) AS BIGINT) FROM usage_total", $"{MonthOver.Calls + Rounds * CallsARound}");
            await shop.UntilAsync("SELECT state FROM invoice", "paid");
            Assert.Equal(_names, owners.Order(StringComparer.Ordinal));
        }
        finally
        {
            foreach (var process in running.Values.Concat(ended))
                process.Dispose();
        }

        Assert.Equal("40.46", shop.Captured.Single().Value);
        Assert.Null(await shop.Store.VerifyAsync("2026-000001"));
        await shop.AssertInvariantsAsync();
    }

    private static BillingProcess Start(Shop shop, string name)
        => BillingProcess.Start(shop.Store, (PayPalServer)shop.Server, settings: ["--Billing:Instance", name]);
}
