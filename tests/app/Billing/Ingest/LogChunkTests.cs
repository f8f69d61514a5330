using System.Text;
using Platform.Billing.Ingest;

namespace Platform.Billing.Tests.Ingest;

public sealed class LogChunkTests
{
    private const string Log = "2026/11/26/pod-1.jsonl";
    private const string Opening = """{"v":1,"log":"2026/11/26/pod-1.jsonl","opened":1000}""";

    [Fact]
    public void Read_CallsOfAnHour_AreAddedUp()
    {
        var chunk = Read(LogCursor.Start(Log), Opening, Call(1), Call(2), """{"mark":61000,"s":2}""", Call(3, time: 3_600_000), """{"closed":99000,"s":3}""");

        Assert.Null(chunk.Fault);
        Assert.Equal(
            [(new UsageKey("sub", "gold", "iris", "1", 0), new UsageAmounts(2, 4, 30, 10, 14, 200, 400)),
                (new UsageKey("sub", "gold", "iris", "1", 1), new UsageAmounts(1, 2, 15, 5, 7, 100, 200))],
            chunk.Totals.Select(total => (total.Key, total.Value)));
        Assert.Equal((4L, 1000L, 99000L, 99000L), (chunk.After.NextNumber, chunk.After.Opened, chunk.After.Marked, chunk.After.Closed));
    }

    [Fact]
    public void Read_CallWithoutSubscriptionOrTokens_IsKept()
    {
        var chunk = Read(LogCursor.Start(Log), Opening, """{"s":1,"t":5,"sub":null,"model":"iris","ver":"1","rows":1,"us":9,"rb":1,"wb":2}""");

        Assert.Equal((new UsageKey("", "", "iris", "1", 0), new UsageAmounts(1, 1, 9, 0, 0, 1, 2)), chunk.Totals.Select(total => (total.Key, total.Value)).Single());
    }

    [Fact]
    public void Read_CallThatWasTakenBack_CountsForNothing()
    {
        var chunk = Read(LogCursor.Start(Log), Opening, Call(1), Call(2), Call(3).Replace("{\"s\":3,", "{\"s\":3,\"back\":1,", StringComparison.Ordinal));

        Assert.Null(chunk.Fault);
        Assert.Equal((4L, new UsageAmounts(1, 2, 15, 5, 7, 100, 200)), (chunk.After.NextNumber, chunk.Totals.Values.Single()));
    }

    [Fact]
    public void Read_InAnyPieces_GivesTheSame()
    {
        var bytes = Bytes([Opening, .. Enumerable.Range(1, 50).Select(number => Call(number)), """{"closed":99000,"s":50}"""]);
        var whole = LogChunk.Read(LogCursor.Start(Log), bytes);

        foreach (var step in (int[])[1, 7, 100, 4096])
        {
            var (cursor, calls) = (LogCursor.Start(Log), 0L);
            for (var have = 0; cursor.Position < bytes.Length; have = Math.Min(have + step, bytes.Length))
            {
                var chunk = LogChunk.Read(cursor, bytes.AsSpan((int)cursor.Position, Math.Max(0, have - (int)cursor.Position)));
                (cursor, calls) = (chunk.After, calls + chunk.Totals.Values.Sum(amounts => amounts.Calls));
            }

            Assert.Equal((whole.After, 50L), (cursor, calls));
        }
    }

    [Theory]
    [InlineData("""{"s":3,""")]
    [InlineData("")]
    [InlineData("{")]
    public void Read_TornLastLine_IsLeftForTheNextTime(string torn)
    {
        var bytes = Bytes([Opening, Call(1)]);

        var chunk = LogChunk.Read(LogCursor.Start(Log), [.. bytes, .. Encoding.UTF8.GetBytes(torn)]);

        Assert.Equal((null, (long)bytes.Length, 2L), (chunk.Fault, chunk.After.Position, chunk.After.NextNumber));
    }

    [Theory]
    [InlineData("""{"s":2,"t":5,"sub":"x","model":"iris","ver":"1","rows":1,"us":9}""", "call 2 follows call 2; expected 3")]
    [InlineData("""{"s":5,"t":5,"sub":"x","model":"iris","ver":"1","rows":1,"us":9}""", "call 5 follows call 2; expected 3")]
    [InlineData("""{"mark":5,"s":9}""", "a mark counts 9 calls; expected 2")]
    [InlineData("""{"closed":5,"s":0}""", "a mark counts 0 calls; expected 2")]
    [InlineData("""{"v":1,"log":"2026/11/26/pod-1.jsonl","opened":1000}""", "a log is opened within this one")]
    [InlineData("no JSON", "'no JSON' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON")]
    [InlineData("""{"s":3} {"s":4}""", """'{"s":3} {"s":4}' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON""")]
    [InlineData("[3]", "'[3]' is not a line of a usage log; expected a JSON object")]
    [InlineData("""{"s":3,"t":5,"model":"iris","ver":"1","rows":-1,"us":9}""", """'{"s":3,"t":5,"model":"iris","ver":"1","rows":-1,"us":9}' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON""")]
    [InlineData("""{"s":3,"t":5,"model":"iris","ver":"1","rows":1.5,"us":9}""", """'{"s":3,"t":5,"model":"iris","ver":"1","rows":1.5,"us":9}' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON""")]
    [InlineData("""{"s":3,"t":5,"model":"iris","ver":"1","us":9}""", """'{"s":3,"t":5,"model":"iris","ver":"1","us":9}' is not a line of a usage log; expected an opening line, a call, a mark or an end""")]
    [InlineData("""{"s":3,"t":5,"user":"me","model":"iris","ver":"1","rows":1,"us":9}""", """'{"s":3,"t":5,"user":"me","model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON""")]
    [InlineData("""{"s":3,"back":3,"t":5,"model":"iris","ver":"1","rows":1,"us":9}""", """'{"s":3,"back":3,"t":5,"model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected an opening line, a call, a mark or an end""")]
    [InlineData("""{"s":3,"back":0,"t":5,"model":"iris","ver":"1","rows":1,"us":9}""", """'{"s":3,"back":0,"t":5,"model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected an opening line, a call, a mark or an end""")]
    [InlineData("", "'' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON")]
    public void Read_LineThatIsWrong_StopsThereAndKeepsWhatWasRight(string line, string reason)
    {
        var right = Bytes([Opening, Call(1), Call(2)]);

        var chunk = LogChunk.Read(LogCursor.Start(Log), [.. right, .. Bytes([line, Call(3)])]);

        Assert.Equal(($"at byte {right.Length}: {reason}", (long)right.Length, 2L), (chunk.Fault, chunk.After.Position, chunk.Totals.Values.Single().Calls));
    }

    [Fact]
    public void Read_LineAfterTheEnd_IsWrong() => Assert.EndsWith(
        "there is a line after the log's end", Read(LogCursor.Start(Log), Opening, """{"closed":5,"s":0}""", Call(1)).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"v":1,"log":"2026/11/26/pod-2.jsonl","opened":1000}""", "at byte 0: it says that it is log '2026/11/26/pod-2.jsonl'; expected '2026/11/26/pod-1.jsonl', as it is called")]
    [InlineData("""{"s":1,"t":5,"model":"iris","ver":"1","rows":1,"us":9}""", "at byte 0: the first line does not open a log")]
    [InlineData("""{"v":2,"log":"2026/11/26/pod-1.jsonl","opened":1000}""", """at byte 0: '{"v":2,"log":"2026/11/26/pod-1.jsonl","opened":1000}' is not a line of a usage log; expected an opening line, a call, a mark or an end""")]
    public void Read_LogOfAnother_IsWrongFromTheFirstLine(string first, string reason) =>
        Assert.Equal((reason, 0L), Read(LogCursor.Start(Log), first, Call(1)) is var chunk ? (chunk.Fault, chunk.After.Position) : default);

    [Fact]
    public void Read_SumBeyondWhatFits_IsWrong() => Assert.EndsWith(
        "call 2 brings a sum above 9223372036854775807",
        Read(LogCursor.Start(Log), Opening, Call(1, rows: long.MaxValue), Call(2)).Fault, StringComparison.Ordinal);

    private static LogChunk Read(LogCursor cursor, params string[] lines) => LogChunk.Read(cursor, Bytes(lines));

    private static byte[] Bytes(string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string Call(long number, long time = 5000, long rows = 2) =>
        $$"""{"s":{{number}},"t":{{time}},"sub":"sub","prod":"gold","model":"iris","ver":"1","rows":{{rows}},"us":15,"in":5,"out":7,"rb":100,"wb":200}""";
}
