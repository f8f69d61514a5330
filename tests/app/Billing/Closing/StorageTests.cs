using Platform.Billing.Closing;
using Platform.Billing.Customers;
using Platform.Billing.Documents;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Plans;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests.Closing;

/// <summary>Gigabyte-hours, from what is kept to the invoice.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StorageTests(PostgresServer postgres)
{
    private const int January = 31 * 24, February = 28 * 24;
    private const long Gigabyte = 1_000_000_000, Cent = 10_000_000_000;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Months_OfWhatIsKept_AreInvoicedByTheHourAndVerified(string kind)
    {
        await using var store = await Business.OpenAsync(kind, postgres, Storing("basic", Cent, included: 100), Storing("large", 3 * Cent));
        await PassAsync(store, 10);
        Assert.True(await SetAsync(store, "records", 2 * Gigabyte));
        Assert.False(await SetAsync(store, "records", 9 * Gigabyte));
        await PassAsync(store, 100);
        Assert.True(await SetAsync(store, "records", 3 * Gigabyte));
        Assert.True(await SetAsync(store, "model", Gigabyte));
        await PassAsync(store, 199);
        await WriteAsync(
            store, transaction => CustomerStore.ChangePlanAsync(transaction, "sub-1", "large", PlanChange.AtOnce, store.Time.GetUtcNow()));
        await PassAsync(store, January + 1);
        await WriteAsync(store, transaction => UsageAdjustments.AddAsync(
            transaction,
            new UsageAdjustment("less", "sub-1", Plan.Always.AddHours(300), Meter.Storage, -50 * Gigabyte, "counted twice", "op"),
            store.Time.GetUtcNow()));
        Assert.True(await SetAsync(store, "model", 0));
        await PassAsync(store, January + February + 1);

        // 90 hours of 2 and 100 of 4 gigabytes, less the share of 100 that falls on 200 of 744 hours; then 544 hours of 4
        Assert.Equal(
            [
                "storage basic 580000000000 26881720430 5530000", "storage large 2176000000000 0 65280000",
                $"storage large {(February * 3 + 1) * Gigabyte} 0 {(February * 3 + 1) * 30_000}",
                "late:storage large -50000000000 0 -1500000", "carriedIn  0 0 0",
            ],
            await LinesAsync(store));
        Assert.Null(await store.VerifyAsync("2026-000001"));
        Assert.Null(await store.VerifyAsync("2026-000002"));
        await using var connection = await store.Database.OpenAsync(default);
        Assert.Equal([], (await Nightly.CheckAsync(connection)).SelectMany(finding => finding.Violations));
    }

    [Fact]
    public async Task Invoice_OfStorage_NamesItInGigabyteHoursAtTheMonthsIndex()
    {
        var plan = Plan.Of() with { Meters = [new MeterPrice(Meter.Storage, 0, [new PriceTier(Cent)], "gigabyte-month")] };
        await using var store = await Business.OpenAsync("sqlite", postgres, plan);
        await WriteAsync(store, transaction => Dapper.SqlMapper.ExecuteAsync(
            transaction.Connection!,
            "INSERT INTO price_index (name, month, value_ppm, source) VALUES ('gigabyte-month', '2026-01', 1250000, 'list')",
            transaction: transaction));
        await SetAsync(store, "records", Gigabyte / 4);
        await PassAsync(store, January + 1);

        var invoice = await InvoiceAsync(store);

        Assert.Equal(2_330_000, invoice.NetMicros);
        Assert.Contains(
            $"""<tr><th scope="row">Storage, GB-hours</th><td>basic, version 1</td><td class="n">186</td><td class="n">0</td><td """
            + $"""class="n">{HtmlPage.Text("0.01 × 1.25")}</td><td class="n">2.33 EUR</td></tr>""",
            InvoiceHtml.Write(invoice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Level_OfWhoIsNotThereOrEnded_IsNotSet()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Storing("basic", Cent));
        Assert.False(await SetAsync(store, "records", 1, "sub-9"));
        await WriteAsync(store, transaction => CustomerStore.CancelAsync(transaction, "sub-1", store.Time.GetUtcNow()));
        await PassAsync(store, 1);

        Assert.False(await SetAsync(store, "records", 1));
    }

    [Fact]
    public async Task Subscription_ThatEnded_PaysForWhatWasKeptUntilThen()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Storing("basic", Cent));
        await SetAsync(store, "records", Gigabyte);
        await PassAsync(store, 99);
        await WriteAsync(store, transaction => CustomerStore.CancelAsync(transaction, "sub-1", store.Time.GetUtcNow()));
        await PassAsync(store, January + 1);

        Assert.Equal(["storage basic 100000000000 0 1000000"], await LinesAsync(store));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Level_ThatWasSet_IsNotChanged(string kind)
    {
        await using var store = await Business.OpenAsync(kind, postgres, Storing("basic", Cent));
        await SetAsync(store, "records", Gigabyte);

        foreach (var change in new[] { "UPDATE usage_stored SET bytes = 1", "DELETE FROM usage_stored" })
            Assert.Contains(
                "what was kept is not changed; write an adjustment",
                (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(
                    store,
                    transaction => Dapper.SqlMapper.ExecuteAsync(transaction.Connection!, change, transaction: transaction)))).Message,
                    StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adjustment_OfMoreThanWasKept_IsRefused()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Storing("basic", Cent));
        await SetAsync(store, "records", 5);
        await PassAsync(store, 9);

        Assert.Equal(
            "-51 storage cannot be added to the 50 of that period; expected another number than 0, and at least -50",
            (await Assert.ThrowsAsync<AdjustmentException>(() => WriteAsync(store, transaction => UsageAdjustments.AddAsync(
                transaction, new UsageAdjustment("x", "sub-1", Plan.Always.AddHours(3), Meter.Storage, -51, "why", "op"),
                store.Time.GetUtcNow())))).Message);
    }

    private static PlanVersion Storing(string name, long pico, long included = 0)
        => Plan.Of(name: name) with { Meters = [Plan.Price(Meter.Storage, included, pico)] };

    /// <summary>To an hour after the start, with what billing does by then.</summary>
    private static async Task PassAsync(TestStore store, int hour)
    {
        store.Time.SetUtcNow(Plan.Always.AddHours(hour));
        await Business.WorkAsync(store);
    }

    private static Task<bool> SetAsync(TestStore store, string source, long bytes, string sid = "sub-1")
        => store.Lease.WriteAsync(transaction => StoredStore.SetAsync(transaction, sid, source, bytes, store.Time.GetUtcNow()), default);

    private static Task WriteAsync(TestStore store, Func<System.Data.Common.DbTransaction, Task> action) => store.Lease.WriteAsync(
        async transaction =>
        {
            await action(transaction);
            return true;
        },
        default);

    private static async Task<IEnumerable<string>> LinesAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return (await Dapper.SqlMapper.QueryAsync<(string Item, string Plan, long Quantity, long Included, long Amount)>(
            connection,
            "SELECT l.item, l.plan, l.quantity, l.included, l.amount_micros FROM invoice_line l JOIN invoice i ON i.id = l.invoice ORDER "
            + "BY i.number, l.n"))
            .Select(line => $"{line.Item} {line.Plan} {line.Quantity} {line.Included} {line.Amount}");
    }

    private static async Task<Invoice> InvoiceAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return InvoiceJson.Read((await Dapper.SqlMapper.QueryAsync<string>(connection, "SELECT document FROM invoice")).Single());
    }
}
