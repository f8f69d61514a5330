using Microsoft.Extensions.Time.Testing;
using Moq;
using Platform.Billing.Data;

namespace Platform.Billing.Tests.Data;

[Collection(PostgresCollection.Name)]
public sealed class ClockGuardTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Require_AClockThatWentBack_IsRefusedUntilItIsPastTheWork(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        store.Time.Advance(TimeSpan.FromDays(1));
        await new ClockGuard(store.Lease, store.Time).RequireAsync(default);
        var slow = new FakeTimeProvider(Plan.Always.AddHours(20));
        var other = new Lease(store.Database, slow, "one");
        Assert.True(await other.TryHoldAsync(default));

        Assert.Equal(
            "the clock shows 2026-01-01 20:00:00Z, and billing has worked at 2026-01-02 00:00:00Z; nothing is done until it is after that",
            (await Assert.ThrowsAsync<ClockException>(() => new ClockGuard(other, slow).RequireAsync(default))).Message);
        slow.Advance(TimeSpan.FromHours(4));
        await new ClockGuard(other, slow).RequireAsync(default);
    }

    [Fact]
    public async Task Require_AClockThatLeapt_WaitsTenMinutesAndThenBelievesIt()
    {
        await using var store = await TestStore.SqliteAsync();
        var (now, passed) = (Plan.Always, 0L);
        var time = new Mock<TimeProvider> { CallBase = true };
        time.Setup(clock => clock.GetUtcNow()).Returns(() => now);
        time.Setup(clock => clock.TimestampFrequency).Returns(TimeSpan.TicksPerSecond);
        time.Setup(clock => clock.GetTimestamp()).Returns(() => passed);
        var guard = new ClockGuard(store.Lease, time.Object);
        await guard.RequireAsync(default);

        now = now.AddHours(30);
        Assert.Equal(
            "the clock leapt by 30.0 hours to 2026-01-02 06:00:00Z; nothing is done until it is set right, or has stayed there "
            + "for 10 minutes",
            (await Assert.ThrowsAsync<ClockException>(() => guard.RequireAsync(default))).Message);
        passed += TimeSpan.FromMinutes(9).Ticks;
        await Assert.ThrowsAsync<ClockException>(() => guard.RequireAsync(default));
        passed += TimeSpan.FromMinutes(2).Ticks;
        await guard.RequireAsync(default);
    }

    [Fact]
    public async Task Require_AClockThatLeaptAndCameBack_GoesOnAtOnce()
    {
        await using var store = await TestStore.SqliteAsync();
        var now = Plan.Always;
        var time = new Mock<TimeProvider> { CallBase = true };
        time.Setup(clock => clock.GetUtcNow()).Returns(() => now);
        var guard = new ClockGuard(store.Lease, time.Object);
        await guard.RequireAsync(default);
        now = now.AddDays(400);
        await Assert.ThrowsAsync<ClockException>(() => guard.RequireAsync(default));

        now = Plan.Always.AddSeconds(2);
        await guard.RequireAsync(default);
    }
}
