using Platform.Billing.Credits;
using Platform.Billing.Invoices;

namespace Platform.Billing.Tests.Credits;

[Collection(PostgresCollection.Name)]
public sealed class CreditGrantTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Invoice_OfAnAccountWithCredits_UsesThoseFirstThatEndFirst(string kind)
    {
        var store = await Business.OpenAsync(kind, postgres, Plan.Of(29_000_000));
        await GiveAsync(store, "late", 10_000_000, Plan.Always.AddYears(2));
        await GiveAsync(store, "soon", 5_005_000, Plan.Always.AddDays(40));
        await GiveAsync(store, "over", 50_000_000, Plan.Always.AddDays(20));
        await GiveAsync(store, "soon", 5_005_000, Plan.Always.AddDays(40));
        store.Time.Advance(TimeSpan.FromHours(31 * 24 + 1));
        await Business.WorkAsync(store);
        await using var shop = await Shop.OpenAsync(store);

        await shop.WorkAsync();

        Assert.Equal(
            "late 10000000 | soon 5000000",
            await shop.TextAsync("SELECT credit_grant, amount_micros FROM credit_use ORDER BY credit_grant"));
        Assert.Equal("19.51", shop.Captured.Single().Value);
        Assert.Equal(15_000_000, InvoiceJson.Read(await shop.TextAsync("SELECT document FROM invoice")).CreditMicros);
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Invoice_ThatCreditsPay_AsksForNothing()
    {
        var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(29_000_000));
        await GiveAsync(store, "all", 100_000_000, null);
        store.Time.Advance(TimeSpan.FromHours(31 * 24 + 1));
        await Business.WorkAsync(store);
        await using var shop = await Shop.OpenAsync(store);

        await shop.WorkAsync();

        Assert.Empty(shop.Captured);
        Assert.Equal("paid 34510000", await shop.TextAsync("SELECT state, credited_micros FROM invoice"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Credit_LargerThanAnInvoice_IsLeftForTheNextOnes()
    {
        var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(29_000_000));
        await GiveAsync(store, "all", 80_000_000, null);
        foreach (var days in new[] { 31, 28, 31 })
        {
            store.Time.Advance(TimeSpan.FromDays(days) + TimeSpan.FromMinutes(20));
            await Business.WorkAsync(store);
        }

        await using var shop = await Shop.OpenAsync(store);
        await shop.WorkAsync();

        Assert.Equal(
            "34510000 paid | 34510000 paid | 10980000 paid",
            await shop.TextAsync("SELECT credited_micros, state FROM invoice ORDER BY number"));
        Assert.Equal("23.53", shop.Captured.Single().Value);
        await shop.AssertInvariantsAsync();
    }

    private static Task GiveAsync(TestStore store, string id, long micros, DateTimeOffset? expires) => store.Lease.WriteAsync(
        transaction => CreditGrants.GiveAsync(
            transaction, new CreditGrant(id, Business.Ada.Id, "EUR", micros, expires, "welcome"), "op", store.Time.GetUtcNow()), default);
}
