using System.Text;
using Platform.Billing.Ingest;

namespace Platform.Billing.Tests.Ingest;

public sealed class LogChunkTests
{
    private const string Log = "2026/11/26/pod-1.jsonl";
    private const string Opening = """{"v":1,"log":"2026/11/26/pod-1.jsonl","opened":1795651201000}""";

    private const string Allowed =
        "expected 1795564800000 to 1795823999999, which is 2026-11-25 00:00:00Z to 2026-11-27 23:59:59Z, as the log is of that time";

    /// <summary>That begins the log's day.</summary>
    private const long Midnight = 1_795_651_200_000;

    private const long Hour = Midnight / 3_600_000;

    [Fact]
    public void Read_CallsOfAnHour_AreAddedUp()
    {
        var chunk = Read(
            LogCursor.Start(Log), Opening, Call(1), Call(2), """{"mark":1795651261000,"s":2}""", Call(3, time: Midnight + 3_600_000),
            """{"closed":1795651299000,"s":3}""");

        Assert.Null(chunk.Fault);
        Assert.Equal(
            [(new UsageKey("sub", "gold", "iris", "1", Hour), new UsageAmounts(2, 4, 30, 10, 14, 200, 400)),
                (new UsageKey("sub", "gold", "iris", "1", Hour + 1), new UsageAmounts(1, 2, 15, 5, 7, 100, 200))],
            chunk.Totals.Select(total => (total.Key, total.Value)));
        Assert.Equal(
            (4L, Midnight + 1000, Midnight + 99000, Midnight + 99000),
            (chunk.After.NextNumber, chunk.After.Opened, chunk.After.Marked, chunk.After.Closed));
    }

    [Fact]
    public void Read_CallWithoutSubscriptionOrTokens_IsKept()
    {
        var chunk = Read(
            LogCursor.Start(Log), Opening,
            """{"s":1,"t":1795651205000,"sub":null,"model":"iris","ver":"1","rows":1,"us":9,"rb":1,"wb":2}""");

        Assert.Equal(
            (new UsageKey("", "", "iris", "1", Hour), new UsageAmounts(1, 1, 9, 0, 0, 1, 2)),
            chunk.Totals.Select(total => (total.Key, total.Value)).Single());
    }

    [Fact]
    public void Read_CallThatWasTakenBack_CountsForNothing()
    {
        var chunk = Read(
            LogCursor.Start(Log), Opening, Call(1), Call(2),
            Call(3).Replace("{\"s\":3,", "{\"s\":3,\"back\":1,", StringComparison.Ordinal));

        Assert.Null(chunk.Fault);
        Assert.Equal((4L, new UsageAmounts(1, 2, 15, 5, 7, 100, 200)), (chunk.After.NextNumber, chunk.Totals.Values.Single()));
    }

    [Fact]
    public void Read_InAnyPieces_GivesTheSame()
    {
        var bytes = Bytes([Opening, .. Enumerable.Range(1, 50).Select(number => Call(number)), """{"closed":1795651299000,"s":50}"""]);
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
    [InlineData("""{"s":2,"t":1795651205000,"sub":"x","model":"iris","ver":"1","rows":1,"us":9}""", "call 2 follows call 2; expected 3")]
    [InlineData("""{"s":5,"t":1795651205000,"sub":"x","model":"iris","ver":"1","rows":1,"us":9}""", "call 5 follows call 2; expected 3")]
    [InlineData("""{"mark":1795651205000,"s":9}""", "a mark counts 9 calls; expected 2")]
    [InlineData("""{"closed":1795651205000,"s":0}""", "a mark counts 0 calls; expected 2")]
    [InlineData("""{"v":1,"log":"2026/11/26/pod-1.jsonl","opened":1795651201000}""", "a log is opened within this one")]
    [InlineData("no JSON", "'no JSON' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON")]
    [InlineData(
        """{"s":3} {"s":4}""", """'{"s":3} {"s":4}' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON""")]
    [InlineData("[3]", "'[3]' is not a line of a usage log; expected a JSON object")]
    [InlineData(
        """{"s":3,"t":1795651205000,"model":"iris","ver":"1","rows":-1,"us":9}""",
        """'{"s":3,"t":1795651205000,"model":"iris","ver":"1","rows":-1,"us":9}' is not a line of a usage log; expected whole numbers """
        + """from 0 and texts, as JSON""")]
    [InlineData(
        """{"s":3,"t":1795651205000,"model":"iris","ver":"1","rows":1.5,"us":9}""",
        """'{"s":3,"t":1795651205000,"model":"iris","ver":"1","rows":1.5,"us":9}' is not a line of a usage log; expected whole numbers """
        + """from 0 and texts, as JSON""")]
    [InlineData(
        """{"s":3,"t":1795651205000,"model":"iris","ver":"1","us":9}""",
        """'{"s":3,"t":1795651205000,"model":"iris","ver":"1","us":9}' is not a line of a usage log; expected an opening line, a call, """
        + """a mark or an end""")]
    [InlineData(
        """{"s":3,"t":1795651205000,"user":"me","model":"iris","ver":"1","rows":1,"us":9}""",
        """'{"s":3,"t":1795651205000,"user":"me","model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected """
        + """whole numbers from 0 and texts, as JSON""")]
    [InlineData(
        """{"s":3,"back":3,"t":1795651205000,"model":"iris","ver":"1","rows":1,"us":9}""",
        """'{"s":3,"back":3,"t":1795651205000,"model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected an """
        + """opening line, a call, a mark or an end""")]
    [InlineData(
        """{"s":3,"back":0,"t":1795651205000,"model":"iris","ver":"1","rows":1,"us":9}""",
        """'{"s":3,"back":0,"t":1795651205000,"model":"iris","ver":"1","rows":1,"us":9}' is not a line of a usage log; expected an """
        + """opening line, a call, a mark or an end""")]
    [InlineData("", "'' is not a line of a usage log; expected whole numbers from 0 and texts, as JSON")]
    public void Read_LineThatIsWrong_StopsThereAndKeepsWhatWasRight(string line, string reason)
    {
        var right = Bytes([Opening, Call(1), Call(2)]);

        var chunk = LogChunk.Read(LogCursor.Start(Log), [.. right, .. Bytes([line, Call(3)])]);

        Assert.Equal(
            ($"at byte {right.Length}: {reason}", (long)right.Length, 2L),
            (chunk.Fault, chunk.After.Position, chunk.Totals.Values.Single().Calls));
    }

    /// <summary>A server that was killed has its log ended by the next one, be it weeks later.</summary>
    [Fact]
    public void Read_EndOfWeeksLater_EndsTheLog()
    {
        var closed = Midnight + 20L * 86_400_000;

        var chunk = Read(LogCursor.Start(Log), Opening, Call(1), $$"""{"closed":{{closed}},"s":1}""");

        Assert.Equal((null, closed), (chunk.Fault, chunk.After.Closed));
    }

    [Fact]
    public void Read_LineAfterTheEnd_IsWrong() => Assert.EndsWith(
        "there is a line after the log's end", Read(LogCursor.Start(Log), Opening, """{"closed":1795651205000,"s":0}""", Call(1)).Fault,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        """{"v":1,"log":"2026/11/26/pod-2.jsonl","opened":1795651201000}""",
        "at byte 0: it says that it is log '2026/11/26/pod-2.jsonl'; expected '2026/11/26/pod-1.jsonl', as it is called")]
    [InlineData("""{"s":1,"t":1795651205000,"model":"iris","ver":"1","rows":1,"us":9}""", "at byte 0: the first line does not open a log")]
    [InlineData(
        """{"v":2,"log":"2026/11/26/pod-1.jsonl","opened":1795651201000}""",
        """at byte 0: '{"v":2,"log":"2026/11/26/pod-1.jsonl","opened":1795651201000}' is not a line of a usage log; expected an """
        + """opening line, a call, a mark or an end""")]
    public void Read_LogOfAnother_IsWrongFromTheFirstLine(string first, string reason)
        => Assert.Equal(
            (reason, 0L), Read(LogCursor.Start(Log), first, Call(1)) is var chunk ? (chunk.Fault, chunk.After.Position) : default);

    public static TheoryData<string, string> Impossible => new()
    {
        { Call(3, rows: long.MaxValue), "'rows' is 9223372036854775807; expected 0 to 1000000000" },
        { Call(3).Replace("\"us\":15", "\"us\":86400000001", StringComparison.Ordinal), "'us' is 86400000001; expected 0 to 86400000000" },
        { Call(3).Replace("\"in\":5", "\"in\":1000000001", StringComparison.Ordinal), "'in' is 1000000001; expected 0 to 1000000000" },
        { Call(3).Replace("\"out\":7", "\"out\":1000000001", StringComparison.Ordinal), "'out' is 1000000001; expected 0 to 1000000000" },
        { Call(3).Replace("\"rb\":100", "\"rb\":86400000001", StringComparison.Ordinal), "'rb' is 86400000001; expected 0 to 86400000000" },
        { Call(3).Replace("\"wb\":200", "\"wb\":86400000001", StringComparison.Ordinal), "'wb' is 86400000001; expected 0 to 86400000000" },
        {
            Call(3).Replace("\"sub\":\"sub\"", "\"sub\":\"a\",\"sub\":\"b\"", StringComparison.Ordinal),
            "'sub' is there twice; expected each field once"
        },
        {
            Call(3).Replace("\"rows\":2", "\"rows\":1,\"rows\":9", StringComparison.Ordinal),
            "'rows' is there twice; expected each field once"
        },
        {
            Call(3).Replace("\"us\":15", "\"us\":15,\"\\u0075s\":16", StringComparison.Ordinal),
            "'us' is there twice; expected each field once"
        },
        { Call(3, time: 9_999_999_999_999_999), $"its time is 9999999999999999; {Allowed}" },
        { Call(3, time: Midnight - 86_400_001), $"its time is 1795564799999; {Allowed}" },
        { Call(3, time: Midnight + 2 * 86_400_000), $"its time is 1795824000000; {Allowed}" },
        { """{"mark":9999999999999999,"s":2}""", $"its time is 9999999999999999; {Allowed}" },
        { """{"closed":4102444800001,"s":2}""", "'closed' is 4102444800001; expected 0 to 4102444800000" },
        { """{"closed":5,"s":2}""", $"its time is 5; {Allowed}" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Read_LineThatCannotBeTrue_StopsThereAndKeepsWhatWasRight(string line, string reason)
    {
        var right = Bytes([Opening, Call(1), Call(2)]);

        var chunk = LogChunk.Read(LogCursor.Start(Log), [.. right, .. Bytes([line, Call(3)])]);

        Assert.Equal(
            ($"at byte {right.Length}: {reason}", (long)right.Length, 2L),
            (chunk.Fault, chunk.After.Position, chunk.Totals.Values.Single().Calls));
    }

    [Theory]
    [InlineData(-86_400_000)]
    [InlineData(2 * 86_400_000 - 1)]
    public void Read_CallOfADayBeside_IsCounted(long after)
        => Assert.Null(Read(LogCursor.Start(Log), Opening, Call(1, time: Midnight + after)).Fault);

    [Fact]
    public void Read_LogOpenedOnAnotherDay_IsWrongFromTheFirstLine() => Assert.Equal(
        $"at byte 0: its time is 5; {Allowed}", Read(LogCursor.Start(Log), """{"v":1,"log":"2026/11/26/pod-1.jsonl","opened":5}""").Fault);

    [Theory]
    [InlineData(
        1_795_651_200_000, 1_801_008_000_000,
        "at byte 47: its time is 1801008000000; expected 1795564800000 to 1801007999999, which is 2026-11-25 00:00:00Z to 2027-01-26 "
        + "23:59:59Z, as the log is of that time")]
    [InlineData(9_999_999_999_999_999, 5, "at byte 0: 'opened' is 9999999999999999; expected 0 to 4102444800000")]
    public void Read_LogWithoutADayInItsName_GoesByWhenItWasOpened(long opened, long time, string reason) => Assert.Equal(
        reason, Read(LogCursor.Start("a.jsonl"), $$"""{"v":1,"log":"a.jsonl","opened":{{opened}}}""", Call(1, time)).Fault);

    private static LogChunk Read(LogCursor cursor, params string[] lines) => LogChunk.Read(cursor, Bytes(lines));

    private static byte[] Bytes(string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string Call(long number, long time = Midnight + 5000, long rows = 2)
        => $$"""{"s":{{number}},"t":{{time}},"sub":"sub","prod":"gold","model":"iris","ver":"1","rows":{{rows}},"us":15,"in":5,"out":7"""
            + $$""","rb":100,"wb":200}""";
}
