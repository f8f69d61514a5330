using Platform.Billing.Consent;
using Platform.Billing.Plans;

namespace Platform.Billing.Tests.Consent;

/// <summary>What is kept of whoever consented is measured once an hour.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RecordsMeterTests(PostgresServer postgres)
{
    private const string Levels = "SELECT COUNT(*) FROM usage_stored";

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_AsRecordsComeAndGo_WritesEachChangeOnce(string kind)
    {
        await using var collection = await PricedAsync(kind);
        var meter = Meter(collection);
        await collection.GiveAsync("monitoring");
        await collection.GiveAsync("training");
        collection.Collect("monitoring", "sub-1", collection.Store.Time.GetUtcNow(), "12345");
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "123");
        collection.Collect("training", "sub-of-nobody", collection.Store.Time.GetUtcNow(), "1234567");

        await meter.RunAsync(default);
        Assert.Equal(8, await collection.CountAsync("SELECT bytes FROM usage_stored"));

        // Within the hour, and where nothing changed, nothing is written
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "12345678");
        await meter.RunAsync(default);
        Assert.Equal(1, await collection.CountAsync(Levels));
        await collection.PassAsync(TimeSpan.FromHours(1));
        await meter.RunAsync(default);
        await collection.PassAsync(TimeSpan.FromHours(1));
        await meter.RunAsync(default);
        Assert.Equal(
            (2L, 13L),
            (await collection.CountAsync(Levels),
                await collection.CountAsync("SELECT bytes FROM usage_stored ORDER BY from_hour DESC LIMIT 1")));

        await collection.Desk.WithdrawAsync(Collection.Of("training"), default);
        await collection.PassAsync(TimeSpan.FromHours(1));
        await collection.Eraser().RunAsync(default);
        await meter.RunAsync(default);
        Assert.Equal(
            (3L, 5L),
            (await collection.CountAsync(Levels),
                await collection.CountAsync("SELECT bytes FROM usage_stored ORDER BY from_hour DESC LIMIT 1")));
        Assert.Empty(await collection.ViolationsAsync());
    }

    [Fact]
    public async Task Run_ByAnotherProcessInTheSameHour_ChangesNothing()
    {
        await using var collection = await PricedAsync("sqlite");
        await collection.GiveAsync("training");
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "123");
        await Meter(collection).RunAsync(default);
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "12345");

        await Meter(collection).RunAsync(default);

        Assert.Equal((1L, 3L), (await collection.CountAsync(Levels), await collection.CountAsync("SELECT bytes FROM usage_stored")));
    }

    [Fact]
    public async Task Run_WhereNoPlanHasAPriceForIt_MeasuresNothing()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "123");

        await Meter(collection).RunAsync(default);

        Assert.Equal(0, await collection.CountAsync(Levels));
    }

    [Fact]
    public async Task Run_WhileTheStoreIsAway_LeavesWhatWasSeenAndMeasuresLater()
    {
        await using var collection = await PricedAsync("sqlite");
        await collection.GiveAsync("training");
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "123");
        var meter = Meter(collection, new Away(collection.Records));
        await Assert.ThrowsAsync<IOException>(() => meter.RunAsync(default));

        await meter.RunAsync(default);

        Assert.Equal(3, await collection.CountAsync("SELECT bytes FROM usage_stored"));
    }

    private static RecordsMeter Meter(Collection collection, IRecords? records = null)
        => new(
            (collection.Store.Database, collection.Store.Lease), records ?? collection.Records, collection.Pseudonyms, collection.Terms,
            collection.Store.Time);

    private async Task<Collection> PricedAsync(string kind)
    {
        var collection = await Collection.OpenAsync(kind, postgres);
        var plan = Plan.Of(name: "storing") with { Meters = [Plan.Price(Billing.Plans.Meter.Storage, 0, 1)] };
        await collection.Store.Lease.WriteAsync(transaction => PlanStore.AddAsync(transaction, plan), default);
        return collection;
    }

    /// <summary>Once.</summary>
    private sealed class Away(IRecords records) : IRecords
    {
        private bool _isBack;

        public IAsyncEnumerable<StoredRecord> ListAsync(string prefix, CancellationToken cancellationToken)
        {
            if (_isBack)
                return records.ListAsync(prefix, cancellationToken);
            _isBack = true;
            throw new IOException("away");
        }

        public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => records.OpenAsync(name, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => records.DeleteAsync(name, cancellationToken);
    }
}
