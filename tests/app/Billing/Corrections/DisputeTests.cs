using Platform.Billing.Payments;

namespace Platform.Billing.Tests.Corrections;

[Collection(PostgresCollection.Name)]
public sealed class DisputeTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite", true, "lost", "uncollectible", "suspended", "0")]
    [InlineData("postgres", true, "lost", "uncollectible", "suspended", "0")]
    [InlineData("sqlite", false, "won", "paid", "active", "34510000")]
    public async Task Webhook_OfADispute_IsFollowedToItsEnd(
        string kind, bool lost, string state, string invoice, string subscription, string cash)
    {
        await using var shop = await PaidAsync(kind);
        var opened = await shop.Server.DisputeAsync(shop.Captured.Single().Id);
        await shop.ReceiveAsync(opened);
        Assert.Equal("open 34510000", await shop.TextAsync("SELECT state, amount_micros FROM dispute"));
        Assert.Equal("paid", await shop.TextAsync("SELECT state FROM invoice"));

        var decided = await shop.Server.DecideAsync(opened.Resource, lost);
        await shop.ReceiveAsync(decided);
        await shop.ReceiveAsync(opened with { Id = "late" });
        await shop.ReceiveAsync(decided with { Id = "again" });

        Assert.Equal(state, await shop.TextAsync("SELECT state FROM dispute"));
        Assert.Equal((invoice, subscription), (await shop.TextAsync("SELECT state FROM invoice"), await shop.SubscriptionAsync()));
        Assert.Equal(cash, await shop.TextAsync("SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'cash'"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Webhook_OfAReversal_IsBookedOnceThoughADisputeTellsOfItToo()
    {
        await using var shop = await PaidAsync("sqlite");
        var capture = shop.Captured.Single().Id;
        var opened = await shop.Server.DisputeAsync(capture);
        await shop.ReceiveAsync(opened);

        var reversed = await shop.Server.ReverseAsync(capture);
        await shop.ReceiveAsync(reversed);
        await shop.ReceiveAsync(await shop.Server.DecideAsync(opened.Resource, lost: true));

        Assert.Equal(
            "-34510000",
            await shop.TextAsync(
                "SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'cash' AND kind = 'reversal'"));
        Assert.Equal("suspended", await shop.SubscriptionAsync());
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(nameof(EventKind.Refund))]
    [InlineData(nameof(EventKind.Reversal))]
    [InlineData(nameof(EventKind.Dispute))]
    public async Task Webhook_OfWhatTheProviderDoesNotHave_IsSetAsideAfterAnHour(string kind)
    {
        await using var shop = await PaidAsync("sqlite");

        await shop.ReceiveAsync(shop.Server.EventOf(Enum.Parse<EventKind>(kind), "nobody-knows"));
        Assert.Equal("new", await shop.TextAsync("SELECT state FROM webhook"));
        shop.Store.Time.Advance(TimeSpan.FromHours(2));
        await shop.WorkAsync();

        Assert.Equal("quarantined", await shop.TextAsync("SELECT state FROM webhook"));
    }

    private async Task<Shop> PaidAsync(string kind)
    {
        var shop = await Business.ShopAsync(kind, postgres);
        await shop.ChargeAsync();
        return shop;
    }
}
