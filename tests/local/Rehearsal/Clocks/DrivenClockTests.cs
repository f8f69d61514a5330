using Platform.Rehearsal.Clocks;

namespace Platform.Rehearsal.Tests.Clocks;

public sealed class DrivenClockTests : IDisposable
{
    private static readonly TimeSpan _longWait = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-tests-");
    private readonly DrivenClock _clock;

    public DrivenClockTests() => _clock = new DrivenClock(ClockFile.Create(Path.Combine(_folder.FullName, "clock"), TimeSpan.Zero));

    public void Dispose()
    {
        _clock.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Jump_IsSeenByEveryClockOfTheFile_AndLeavesTimeStamps()
    {
        using var other = new DrivenClock(ClockFile.Open(Path.Combine(_folder.FullName, "clock")));
        var (before, stamp) = (other.GetUtcNow(), other.GetTimestamp());

        _clock.Jump(TimeSpan.FromDays(30));

        Assert.InRange(other.GetUtcNow() - before, TimeSpan.FromDays(30), TimeSpan.FromDays(30) + _longWait);
        Assert.InRange(other.GetElapsedTime(stamp), TimeSpan.Zero, _longWait);
    }

    [Fact]
    public async Task Jump_PastATimer_FiresIt()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock);

        _clock.Jump(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        _clock.Jump(TimeSpan.FromMinutes(2));

        await delay.WaitAsync(_longWait);
    }

    [Fact]
    public async Task Jump_PastManyPeriods_TicksOnceAndGoesOn()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), _clock);

        for (var tick = 0; tick < 3; tick++)
        {
            var next = timer.WaitForNextTickAsync().AsTask();
            Assert.False(next.IsCompleted);
            _clock.Jump(TimeSpan.FromHours(5));
            Assert.True(await next.WaitAsync(_longWait));
        }
    }

    [Fact]
    public async Task Timer_ThatIsChangedToNever_DoesNotFire()
    {
        var fired = 0;
        await using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var witness = Task.Delay(TimeSpan.FromHours(2), _clock);

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Jump(TimeSpan.FromHours(3));
        await witness.WaitAsync(_longWait);

        Assert.Equal(0, fired);
    }
}
