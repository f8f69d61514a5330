using Platform.Billing.Customers;
using Platform.Billing.Plans;
using Platform.Billing.Tests.Consent;
using Platform.Billing.Tests.Notices;

namespace Platform.Billing.Tests.Failures;

/// <summary>Notices and erasures when billing, a process of its own, is killed by SIGKILL in their middle.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CustomerKillTests(PostgresServer postgres)
{
    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Kill_AfterTheNoticeIsWritten_LeavesNeitherInvoiceNorNoticeAndThenOneOfEach(string kind)
    {
        await using var shop = await OpenAsync(kind);
        await new Stall(shop.Store).KillInAsync("notice", "INSERT", () => Start(shop));
        Assert.Equal("0 0", await shop.TextAsync("SELECT (SELECT COUNT(*) FROM invoice) AS a, (SELECT COUNT(*) FROM notice) AS b"));
        using (Start(shop))
            await shop.UntilAsync("SELECT kind, state FROM notice", "InvoiceIssued kept");
        await shop.AssertInvariantsAsync();
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Kill_WhileTheMailServerTakesIt_SendsItAgainUnderTheSameId(string kind)
    {
        await using var shop = await OpenAsync(kind);
        await using var server = MailServer.Start();
        string[] mail =
            [
                "--Notices:SmtpHost", "127.0.0.1", "--Notices:SmtpPort", $"{server.Port}", "--Notices:SmtpSecurity", "None",
                "--Notices:From", "billing@example.com",
            ];
        server.HoldsAnswers = true;
        using (var killed = Start(shop, mail))
        {
            using var patience = new CancellationTokenSource(Stall.Patience);
            await server.TakenAsync(1, patience.Token);
            await killed.KillAsync();
        }

        Assert.Equal("waiting 1", await shop.TextAsync("SELECT state, attempts FROM notice"));
        // Half a minute later
        await shop.ExecuteAsync("UPDATE notice SET next = 0");
        server.HoldsAnswers = false;
        using (Start(shop, mail))
            await shop.UntilAsync("SELECT state, attempts FROM notice", "sent 2");
        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(taken => taken.Header("Message-Id")).Distinct());
    }

    [SkippableTheory]
    [InlineData("sqlite", "erasure_file", "INSERT"), InlineData("sqlite", "erasure", "UPDATE"), InlineData("sqlite", "consent", "INSERT")]
    [InlineData("postgres", "erasure_file", "INSERT"), InlineData("postgres", "erasure", "UPDATE"),
        InlineData("postgres", "consent", "INSERT")]
    public async Task Kill_WhileItErases_ErasesAllAndCountsItOnce(string kind, string table, string verb)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        var now = TimeProvider.System.GetUtcNow();
        Directory.CreateDirectory(collection.Store.Logs);
        await collection.GiveAsync("training");
        foreach (var hour in new[] { 0, 1 })
            collection.Collect("training", "sub-1", now.AddHours(hour), "12345");
        await collection.Desk.EraseAsync(Collection.Of("training"), default);
        // It was asked for by a clock that stands still
        await collection.ExecuteAsync($"UPDATE erasure SET asked = {now.ToUnixTimeMilliseconds()}");
        await new Stall(collection.Store).KillInAsync(table, verb, () => Start(collection));
        using (Start(collection))
        {
            using var patience = new CancellationTokenSource(Stall.Patience);
            while (await collection.CountAsync("SELECT COUNT(*) FROM erasure WHERE state = 'done'") == 0)
                await Task.Delay(10, patience.Token);
            await Eventually.TrueAsync(() => File.Exists(collection.File));
        }

        Assert.Empty(collection.Collected());
        Assert.Equal("training given | training erasing | training erased 2 10", await collection.RecordAsync());
        Assert.DoesNotContain(
            await collection.ViolationsAsync(),
            violation => violation.Contains("consent", StringComparison.Ordinal) || violation.Contains("erased", StringComparison.Ordinal));
    }

    private static BillingProcess Start(Shop shop, params string[] settings)
        => BillingProcess.Start(shop.Store, (PayPalServer)shop.Server, settings: ["--PayPal:ClientId", "", .. settings]);

    private static BillingProcess Start(Collection collection) => BillingProcess.Start(collection.Store, null, settings:
    [
        "--Consent:File", collection.File, "--Consent:Records", collection.RecordsFolder, "--Consent:Key", Collection.Options.Key!,
    ]);

    /// <summary>A subscription whose first month is over, and nobody is asked for its money.</summary>
    private async Task<Shop> OpenAsync(string kind)
    {
        var store = await TestStore.OfAsync(kind, postgres);
        Directory.CreateDirectory(store.Logs);
        await store.Database.InTransactionAsync(
            async transaction =>
            {
                await PlanStore.AddAsync(transaction, Plan.Of(29_000_000));
                await CustomerStore.AddAsync(transaction, Business.Ada);
                await CustomerStore.SubscribeAsync(
                    transaction, "sub-1", Business.Ada.Id, "basic", TimeProvider.System.GetUtcNow().AddDays(-40));
                return true;
            },
            default);
        return await Shop.OpenAsync(store, await PayPalServer.StartAsync(TimeProvider.System));
    }
}
