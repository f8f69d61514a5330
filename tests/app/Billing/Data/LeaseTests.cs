using Platform.Billing.Data;

namespace Platform.Billing.Tests.Data;

[Collection(PostgresCollection.Name)]
public sealed class LeaseTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Hold_WhileAnotherHolds_IsRefusedUntilItsTimeIsOver(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        var other = new Lease(store.Database, store.Time, "two");

        Assert.False(await other.TryHoldAsync(default));
        store.Time.Advance(Lease.Length - TimeSpan.FromSeconds(1));
        Assert.True(await store.Lease.TryHoldAsync(default));
        store.Time.Advance(Lease.Length - TimeSpan.FromSeconds(1));
        Assert.False(await other.TryHoldAsync(default));
        store.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await other.TryHoldAsync(default));
        Assert.False(await store.Lease.TryHoldAsync(default));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Write_AfterAnotherTookOver_DoesNothing(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        var (done, other) = (false, new Lease(store.Database, store.Time, "two"));
        store.Time.Advance(Lease.Length + TimeSpan.FromSeconds(1));
        Assert.True(await other.TryHoldAsync(default));

        var lost = await Assert.ThrowsAsync<LeaseLostException>(() => store.Lease.WriteAsync(_ => Task.FromResult(done = true), default));

        Assert.Equal(("the lease of 'one' is over: another instance works now", false), (lost.Message, done));
        Assert.True(await other.WriteAsync(_ => Task.FromResult(true), default));
    }

    [Fact]
    public async Task Hold_ByOneStartedAgainUnderItsName_TakesOverAtOnceFromTheOneBefore()
    {
        await using var store = await TestStore.SqliteAsync();
        var again = new Lease(store.Database, store.Time, "one");

        Assert.True(await again.TryHoldAsync(default));

        await Assert.ThrowsAsync<LeaseLostException>(() => store.Lease.WriteAsync(_ => Task.FromResult(true), default));
        Assert.True(await again.WriteAsync(_ => Task.FromResult(true), default));
    }
}
