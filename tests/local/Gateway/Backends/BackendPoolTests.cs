using Platform.Gateway.Backends;

namespace Platform.Gateway.Tests.Backends;

public sealed class BackendPoolTests
{
    [Theory]
    [InlineData(95, 5)]
    [InlineData(50, 50)]
    [InlineData(99, 1)]
    public void Pool_OverTenThousandCalls_SharesThemOutByWeight(int stable, int canary)
    {
        var pool = new BackendPool("pool", [new(Backend("stable"), 1, stable), new(Backend("canary"), 1, canary)]);

        var calls = Enumerable.Range(0, 10_000).Select(_ => pool.Next()!.Id).CountBy(id => id).ToDictionary();

        Assert.Equal((stable * 100, canary * 100), (calls["stable"], calls["canary"]));
    }

    [Fact]
    public void Pool_WithAnOpenBreaker_GoesToTheOther_AndToNobodyWhereAllAreOpen()
    {
        var clock = new ManualClock();
        var (one, other) = (Backend("one", clock), Backend("other", clock));
        var pool = new BackendPool("pool", [new(one, 1, 1), new(other, 2, 1)]);

        one.Breaker!.Count(500, null);
        Assert.Equal("other", pool.Next()!.Id);
        other.Breaker!.Count(503, TimeSpan.FromSeconds(60));
        Assert.Null(pool.Next());
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("one", pool.Next()!.Id);
    }

    private static Backend Backend(string id, TimeProvider? clock = null) => new(
        id, new Uri("http://backend.example"), [], true, true,
        clock is null ? null : new(new(1, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), true, [(500, 599)]), clock));
}
