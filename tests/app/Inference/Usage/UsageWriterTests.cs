using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Execution;
using Platform.Inference.Usage;

namespace Platform.Inference.Tests.Usage;

/// <summary>The writer of usage logs, on the evening of 31 March, 90 seconds before midnight.</summary>
public sealed class UsageWriterTests : IDisposable
{
    private static readonly UsageEvent _event = new("sub", "prod", "iris", "1", 2, 30, 40, 50);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_AtMidnight_EndsAndIsFollowedByAnother()
    {
        await using (var writer = Create())
        {
            await writer.RecordAsync(_event);
            await writer.RecordAsync(_event with { TokensIn = 7, TokensOut = 8 });
            _time.Advance(90_000);
            await writer.RecordAsync(_event);
        }

        var logs = UsageFolder.Logs(_folder.Path);
        var midnight = _time.Start.AddSeconds(90).ToUnixTimeMilliseconds();
        Assert.Equal(2, logs.Count);
        Assert.Contains($"{Path.Combine("2026", "03", "31")}{Path.DirectorySeparatorChar}", logs[0], StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine("2026", "04", "01")}{Path.DirectorySeparatorChar}", logs[1], StringComparison.Ordinal);
        var start = _time.Start.ToUnixTimeMilliseconds();
        Assert.Equal(
            [
                $$"""{"s":1,"t":{{start}},"sub":"sub","prod":"prod","model":"iris","ver":"1","rows":2,"us":30,"rb":40,"wb":50}""",
                $$"""{"s":2,"t":{{start}},"sub":"sub","prod":"prod","model":"iris","ver":"1","rows":2,"us":30,"in":7,"out":8,"rb":40"""
                + $$""","wb":50}""",
            ],
            (await File.ReadAllLinesAsync(logs[0]))[1..3]);
        Assert.Equal($$"""{"closed":{{midnight}},"s":2}""", (await File.ReadAllLinesAsync(logs[0]))[^1]);
        Assert.Equal($$"""{"closed":{{midnight}},"s":1}""", (await File.ReadAllLinesAsync(logs[1]))[^1]);
        Assert.Equal(3, UsageFolder.Events(_folder.Path).Count);
    }

    [Fact]
    public async Task Log_EveryMinute_SaysThatNothingIsMissing()
    {
        await using (var writer = Create())
        {
            await writer.RecordAsync(_event);
            _time.Advance(60_000);
        }

        Assert.Equal(
            $$"""{"mark":{{_time.Start.AddSeconds(60).ToUnixTimeMilliseconds()}},"s":1}""",
            (await File.ReadAllLinesAsync(UsageFolder.Logs(_folder.Path).Single()))[^2]);
    }

    [Fact]
    public async Task FailedWrite_KeepsItsLinesAndWritesThemWhenItCan_AndTakesBackWhatWasRefused()
    {
        await using (var writer = Create())
        {
            await writer.RecordAsync(_event);
            // The next log's folder cannot be made where there is a file of its name.
            var blocked = _folder.File("2026/04");
            await File.WriteAllTextAsync(blocked, "");
            _time.Advance(90_000);
            var waiting = writer.RecordAsync(_event).AsTask();
            await Eventually.TrueAsync(() => writer.Fault is not null);
            Assert.Equal("usage cannot be recorded, as its folder cannot be written", writer.Fault);
            Assert.False(waiting.IsCompleted);

            _time.Advance(5_000);
            await Eventually.TrueAsync(() => Later(waiting.IsCompleted));

            await Assert.ThrowsAsync<RefusedException>(() => waiting);

            File.Delete(blocked);
            await Eventually.TrueAsync(() => Later(writer.Fault is null));
        }

        var events = UsageFolder.Events(_folder.Path);
        Assert.Equal(3, events.Count);
        Assert.Equal($$"""{"s":2,"back":1,{{Rest(events[1])}}""", events[2].ToJsonString());

        static string Rest(JsonNode taken) => taken.ToJsonString()["{\"s\":1,".Length..];
    }

    [Fact]
    public async Task Log_ThatIsThere_IsNotWrittenByAnother()
    {
        await using var writer = Create();
        using var again = new UsageLog(_folder.Path, "x", 1, _time.GetUtcNow());
        using var same = new UsageLog(_folder.Path, "x", 1, _time.GetUtcNow());
        again.Append("{}\n"u8, flush: false);

        Assert.Throws<IOException>(() => same.Append("{}\n"u8, flush: false));
    }

    private UsageWriter Create() => new(
        new UsageOptions { Path = _folder.Path, FlushBeforeResponse = true }, null, _time, NullLogger<UsageWriter>.Instance);

    /// <summary>What is so now; where it is not, half a second passes.</summary>
    private bool Later(bool now)
    {
        if (!now)
            _time.Advance(500);
        return now;
    }
}
