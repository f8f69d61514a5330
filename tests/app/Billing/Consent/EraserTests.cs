using Platform.Billing.Consent;
using Platform.Billing.Data;

namespace Platform.Billing.Tests.Consent;

/// <summary>Who withdraws is erased, whatever is cut off; everybody else stays.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EraserTests(PostgresServer postgres)
{
    private static readonly TimeSpan _settle = TimeSpan.FromMinutes(15);

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_AfterAWithdrawal_ErasesThePurposesFilesWhenServersHaveHeardAndSaysHowMuch(string kind)
    {
        await using var collection = await WithRecordsAsync(kind);
        var now = collection.Store.Time.GetUtcNow();
        var (another, other) = (collection.Collect("training", "sub-2", now, "another's"),
            collection.Collect("monitoring", "sub-1", now, "for another purpose"));
        await collection.Desk.WithdrawAsync(Collection.Of("training"), default);

        await collection.Eraser().RunAsync(default);
        Assert.Equal(5, collection.Collected().Count());

        await collection.PassAsync(_settle);
        await collection.Eraser().RunAsync(default);

        Assert.Equal([other, another], collection.Collected());
        Assert.Equal("training given | training withdrawn | training erased 3 16", await collection.RecordAsync());
        Assert.Equal(0, await collection.CountAsync("SELECT COUNT(*) FROM erasure_file"));
        Assert.Equal(1, await collection.CountAsync("SELECT COUNT(*) FROM notice WHERE facts LIKE '%\"action\":\"erased\",\"files\":3%'"));
        Assert.Empty(await collection.ViolationsAsync());
    }

    /// <summary>List, list, three deletions, list: cut off before and after each of them, as often as there are.</summary>
    [SkippableTheory]
    [InlineData("sqlite", false), InlineData("sqlite", true), InlineData("postgres", false), InlineData("postgres", true)]
    public async Task Run_CutOffAtAnyStep_GoesOnAndCountsEachFileOnce(string kind, bool afterEffect)
    {
        for (var step = 0; step < 5; step++)
        {
            await using var collection = await WithRecordsAsync(kind);
            await collection.Desk.WithdrawAsync(Collection.Of("training"), default);
            await collection.PassAsync(_settle);
            var cut = new CutOff(collection.Records, step, afterEffect);
            await Assert.ThrowsAsync<IOException>(() => collection.Eraser(cut).RunAsync(default));
            Assert.Equal("training given | training withdrawn", await collection.RecordAsync());

            await collection.Eraser().RunAsync(default);

            Assert.Empty(collection.Collected());
            Assert.Equal("training given | training withdrawn | training erased 3 16", await collection.RecordAsync());
            Assert.Empty(await collection.ViolationsAsync());
        }
    }

    [Fact]
    public async Task Run_FileThatComesWhileItErases_IsErasedByTheNextRunAndCounted()
    {
        await using var collection = await WithRecordsAsync("sqlite");
        await collection.Desk.WithdrawAsync(Collection.Of("training"), default);
        await collection.PassAsync(_settle);
        var late = new CutOff(
            collection.Records, 4, afterEffect: false,
            () => collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow().AddHours(3), "late"));

        await collection.Eraser(late).RunAsync(default);
        Assert.Single(collection.Collected());
        Assert.Equal("training given | training withdrawn", await collection.RecordAsync());

        await collection.Eraser().RunAsync(default);
        Assert.Empty(collection.Collected());
        Assert.Equal("training given | training withdrawn | training erased 4 20", await collection.RecordAsync());
    }

    [Fact]
    public async Task Run_WhoLostTheLease_SaysNothingInTheRecord()
    {
        await using var collection = await WithRecordsAsync("sqlite");
        await collection.Desk.EraseAsync(Collection.Of("training"), default);
        collection.Store.Time.Advance(Lease.Length + TimeSpan.FromSeconds(1));
        Assert.True(await new Lease(collection.Store.Database, collection.Store.Time, "another").TryHoldAsync(default));

        await Assert.ThrowsAsync<LeaseLostException>(() => collection.Eraser().RunAsync(default));

        Assert.Equal(3, collection.Collected().Count());
        Assert.Equal("training given | training erasing", await collection.RecordAsync());
    }

    [Fact]
    public async Task Erase_WithoutWithdrawing_ErasesAtOnceAndTheConsentStays()
    {
        await using var collection = await WithRecordsAsync("sqlite");

        Assert.True(await collection.Desk.EraseAsync(Collection.Of("training"), default));
        Assert.False(await collection.Desk.EraseAsync(Collection.Of("training"), default));
        await collection.Eraser().RunAsync(default);
        await collection.PublishAsync();

        Assert.Empty(collection.Collected());
        Assert.Equal("training given | training erasing | training erased 3 16", await collection.RecordAsync());
        Assert.NotEqual("{}", await collection.PublishedAsync());
    }

    [Fact]
    public async Task Run_RecordsOfTheYearBefore_AreErasedUnderTheirPseudonym()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await collection.PassAsync(new DateTimeOffset(2027, 1, 10, 0, 0, 0, TimeSpan.Zero) - collection.Store.Time.GetUtcNow());
        collection.Collect("training", "sub-1", new DateTimeOffset(2026, 12, 30, 0, 0, 0, TimeSpan.Zero), "old");
        collection.Collect("training", "sub-1", collection.Store.Time.GetUtcNow(), "new");

        await collection.Desk.WithdrawAsync(Collection.Of("training"), default);
        await collection.PassAsync(_settle);
        await collection.Eraser().RunAsync(default);

        Assert.Empty(collection.Collected());
    }

    [Fact]
    public async Task Verify_ErasureThatIsADayLate_IsAViolation()
    {
        await using var collection = await WithRecordsAsync("sqlite");
        await collection.Desk.EraseAsync(Collection.Of("training"), default);
        await collection.PassAsync(TimeSpan.FromHours(25));
        await new ClockGuard(collection.Store.Lease, collection.Store.Time).RequireAsync(default);

        Assert.Equal(["what was collected of subscription sub-1 for training is not erased"], await collection.ViolationsAsync());
    }

    private async Task<Collection> WithRecordsAsync(string kind)
    {
        var collection = await Collection.OpenAsync(kind, postgres);
        await collection.GiveAsync("training");
        for (var hour = 0; hour < 3; hour++)
            collection.Collect(
                "training", "sub-1", collection.Store.Time.GetUtcNow().AddHours(hour), new string('x', 5 + hour - (hour == 2 ? 2 : 0)));
        return collection;
    }

    /// <summary>Fails at one step, before it has an effect or after; or has something happen there.</summary>
    private sealed class CutOff(IRecords records, int at, bool afterEffect, Action? instead = null) : IRecords
    {
        private int _step;

        public async IAsyncEnumerable<StoredRecord> ListAsync(
            string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var isCut = _step++ == at;
            if (isCut)
                Cut(afterEffect && instead is null);
            await foreach (var record in records.ListAsync(prefix, cancellationToken))
                yield return record;
            if (isCut && instead is null)
                throw new IOException("cut off");
        }

        public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => records.OpenAsync(name, cancellationToken);

        public async Task DeleteAsync(string name, CancellationToken cancellationToken)
        {
            var isCut = _step++ == at;
            if (isCut)
                Cut(afterEffect);
            await records.DeleteAsync(name, cancellationToken);
            if (isCut)
                throw new IOException("cut off");
        }

        private void Cut(bool later)
        {
            if (later)
                return;
            if (instead is null)
                throw new IOException("cut off");
            instead();
        }
    }
}
