using Platform.Inference.Execution;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Generation.Engine;

/// <summary>The engine with a decoder whose answers show every token of the cache, step by step.</summary>
public sealed class TextEngineTests
{
    [Fact]
    public void Texts_Of32CallersThatComeAndGo_AreWhatEachIsAlone()
    {
        using var bench = new EngineBench();
        var jobs = new List<(TextJob Job, int[] Prompt, int Tokens)>();
        for (var i = 0; i < 32; i++)
        {
            var (prompt, tokens) = (EngineBench.Prompt(1 + (i * 13 % 90), i), 3 + (i * 7 % 40));
            jobs.Add((bench.Submit(prompt, tokens), prompt, tokens));
            bench.Step(i % 4);
        }

        bench.RunToEnd();
        Assert.All(jobs, job => Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(job.Prompt, job.Tokens)), EngineBench.TextOf(job.Job)));
        Assert.All(jobs, job => Assert.Equal((job.Tokens, FinishReason.Length), (job.Job.Made, job.Job.Reason)));
        Assert.Contains(bench.Decoder.Runs, run => run.Rows >= 8);
        Assert.Equal(0, bench.Engine.Reserved);
    }

    [Fact]
    public void Text_ThatIsCompared_KeepsItsFirstTokens()
    {
        using var bench = new EngineBench();
        var job = bench.Submit(EngineBench.Prompt(5), 100);
        job.Trail = new TokenTrail();
        bench.RunToEnd();
        var tokens = SumDecoder.After(EngineBench.Prompt(5), TokenTrail.Longest);
        Assert.Equal(tokens.Select(token => new TokenTrail.Step(token, token, false)), job.Trail.Steps);
    }

    [Fact]
    public void Text_ThatIsGiven_IsRead_AndShowsWhatWouldHaveComeInstead()
    {
        using var bench = new EngineBench();
        var prompt = EngineBench.Prompt(5);
        int[] given = [7, 8, 9];
        var job = bench.Submit(prompt, 3);
        job.Trail = new TokenTrail(given);
        bench.RunToEnd();
        Assert.Equal(FinishReason.Length, job.Reason);
        Assert.Equal(
            given.Select((token, at) => new TokenTrail.Step(token, SumDecoder.After([.. prompt, .. given[..at]], 1)[0], false)),
            job.Trail.Steps);
    }

    [Theory]
    [InlineData("1 2 3", "1 2 3", 0)]
    [InlineData("1 2 3 4", "1 9 3 4", 0.25)]
    [InlineData("1 2", "9 9", 1)]
    [InlineData("1 2 !3", "1 2 !4", 0)]
    [InlineData("1 2 !3", "1 2 3", 1)]
    [InlineData("1 2 3", "!1 2 3", 1)]
    [InlineData("1 2 3", "1 2", 1)]
    public void Trails_OfTwoModels_DifferByTheirShareOfTokens_OrWhollyWhereOneEnds(string one, string other, double expected)
        => Assert.Equal(expected, TrailOf(one).Disagreement(TrailOf(other)));

    [Fact]
    public void Text_InManyPieces_ReadsItsPromptOnce()
    {
        using var bench = new EngineBench(new GenerationSettings(PieceTokens: 10));
        var prompt = EngineBench.Prompt(25);
        var job = bench.Submit(prompt, 2);
        bench.RunToEnd();
        Assert.Equal([(1, 10), (1, 10), (1, 5), (1, 1)], bench.Decoder.Runs);
        Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(prompt, 2)), EngineBench.TextOf(job));
    }

    [Fact]
    public void PromptsOfOneLength_ThatComeTogether_AreReadTogether()
    {
        using var bench = new EngineBench(new GenerationSettings(PieceTokens: 10));
        int[] lengths = [7, 25, 7, 25, 7];
        var jobs = lengths.Select(
            (length, i) => (Prompt: EngineBench.Prompt(length, i), Job: bench.Submit(EngineBench.Prompt(length, i), 3))).ToList();
        bench.Step();
        // What follows the first piece is each text's own, as its cache is
        Assert.Equal([(3, 7), (2, 10), (3, 1)], bench.Decoder.Runs);
        bench.RunToEnd();
        Assert.All(jobs, job => Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(job.Prompt, 3)), EngineBench.TextOf(job.Job)));
        Assert.Equal(0, bench.Engine.Reserved);
    }

    [Fact]
    public async Task RunOfPromptsReadTogetherThatFails_EndsThem_AndTheNextIsMade()
    {
        using var bench = new EngineBench();
        var together = new[] { bench.Submit(EngineBench.Prompt(4), 2), bench.Submit(EngineBench.Prompt(4, 1), 2) };
        bench.Decoder.Fails = step => step.Rows == 2;
        bench.Step();
        var next = bench.Submit(EngineBench.Prompt(4, 2), 2);
        bench.RunToEnd();
        foreach (var job in together)
            Assert.Equal(
                "the run fails, as the test wants it",
                (await Assert.ThrowsAsync<InvalidOperationException>(() => job.Pieces.Completion)).Message);
        Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(EngineBench.Prompt(4, 2), 2)), EngineBench.TextOf(next));
        Assert.Equal(0, bench.Engine.Reserved);
    }

    [Fact]
    public void NewCaller_WhileALongPromptIsRead_HasItsFirstTokenWithin3Steps()
    {
        using var bench = new EngineBench(new GenerationSettings(PieceTokens: 16, ReadTokens: 32));
        bench.Submit(EngineBench.Prompt(2_000), 1);
        bench.Step(5);
        var late = bench.Submit(EngineBench.Prompt(20), 10, streams: true);
        bench.Step(3);
        Assert.True(late.Made >= 1, $"{late.Made} tokens after 3 steps");
    }

    [Fact]
    public void LongPrompt_AmongShortOnesThatNeverEnd_IsReadToItsEnd()
    {
        using var bench = new EngineBench(new GenerationSettings(PieceTokens: 16, ReadTokens: 16, Slots: 4));
        var longest = bench.Submit(EngineBench.Prompt(320), 1);
        for (var step = 0; step < 20; step++)
        {
            bench.Submit(EngineBench.Prompt(16, step), 1);
            bench.Step();
        }

        Assert.True(longest.Pieces.Completion.IsCompletedSuccessfully || longest.Made == 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void CallerThatLeaves_CostsNoTokenAfterTheNextStep(int stepsBefore)
    {
        using var bench = new EngineBench(new GenerationSettings(PieceTokens: 8, ReadTokens: 8));
        using var gone = new CancellationTokenSource();
        var job = bench.Submit(EngineBench.Prompt(16), 1_000, gone.Token);
        bench.Step(stepsBefore);
        gone.Cancel();
        var (made, runs) = (job.Made, bench.Decoder.Runs.Count);
        bench.Step();
        Assert.Equal((made, runs, FinishReason.Left), (job.Made, bench.Decoder.Runs.Count, job.Reason));
        Assert.True(bench.IsIdle);
        Assert.Equal(0, bench.Engine.Reserved);
    }

    [Fact]
    public void PlaceOfACallerThatLeaves_IsTheNextOnes()
    {
        using var bench = new EngineBench(new GenerationSettings(Slots: 1));
        using var gone = new CancellationTokenSource();
        bench.Submit(EngineBench.Prompt(3), 1_000, gone.Token);
        var next = bench.Submit(EngineBench.Prompt(4), 3);
        bench.Step(10);
        Assert.Equal((1, 0), (bench.Engine.Waiting, next.Made));
        gone.Cancel();
        bench.RunToEnd();
        Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(EngineBench.Prompt(4), 3)), EngineBench.TextOf(next));
    }

    [Fact]
    public void CallerThatLeavesTheQueue_IsTakenOutOfIt()
    {
        using var bench = new EngineBench(new GenerationSettings(Slots: 1, MaxQueueSize: 2));
        using var gone = new CancellationTokenSource();
        bench.Submit(EngineBench.Prompt(3), 50);
        bench.Step();
        var waiting = bench.Submit(EngineBench.Prompt(3), 1, gone.Token);
        gone.Cancel();
        bench.Step();
        Assert.Equal((0, 0, FinishReason.Left), (bench.Engine.Waiting, waiting.Made, waiting.Reason));
    }

    [Fact]
    public void Queue_WhenFull_RefusesTheNext()
    {
        using var bench = new EngineBench(new GenerationSettings(Slots: 1, MaxQueueSize: 2));
        bench.Submit(EngineBench.Prompt(3), 50);
        bench.Step();
        bench.Submit(EngineBench.Prompt(3), 1);
        bench.Submit(EngineBench.Prompt(3), 1);
        var refused = Assert.Throws<RefusedException>(() => bench.Submit(EngineBench.Prompt(3), 1));
        Assert.Equal("the queue of model 'sum' is full, as 2 texts wait; try again later", refused.Message);
    }

    [Fact]
    public async Task TextThatWaitedTooLong_IsRefused()
    {
        var time = new ManualTime();
        using var bench = new EngineBench(new GenerationSettings(Slots: 1), time);
        bench.Submit(EngineBench.Prompt(3), 50);
        bench.Step();
        var late = bench.Submit(EngineBench.Prompt(3), 1, deadline: 1 + time.GetTimestamp());
        time.Advance(1);
        bench.Step();
        var refused = await Assert.ThrowsAsync<RefusedException>(() => late.Pieces.Completion);
        Assert.Equal("Request timeout expired while the request waited for model 'sum'", refused.Message);
    }

    [Fact]
    public void CachedTokens_BoundHowManyTextsAreMadeTogether()
    {
        using var bench = new EngineBench(new GenerationSettings(CachedTokens: 40));
        var first = bench.Submit(EngineBench.Prompt(10), 10);
        var second = bench.Submit(EngineBench.Prompt(15), 6);
        bench.Step(2);
        Assert.Equal((20, 1), (bench.Engine.Reserved, bench.Engine.Waiting));
        bench.RunToEnd();
        Assert.Equal((10, 6), (first.Made, second.Made));
        Assert.All(bench.Decoder.Runs, run => Assert.Equal(1, run.Rows));
    }

    [Fact]
    public async Task RunThatFails_EndsItsOwnTextsOnly()
    {
        using var bench = new EngineBench();
        bench.Decoder.Fails = step => step.Tokens == 5;
        var prompt = EngineBench.Prompt(4);
        var good = bench.Submit(prompt, 5);
        var bad = bench.Submit(EngineBench.Prompt(5), 5);
        bench.RunToEnd();
        Assert.Equal(
            "the run fails, as the test wants it",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => bad.Pieces.Completion)).Message);
        Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(prompt, 5)), EngineBench.TextOf(good));
        Assert.Equal(0, bench.Engine.Reserved);
    }

    [Fact]
    public async Task RunOfTheBatchThatFails_EndsItsTexts_AndTheNextAreMade()
    {
        using var bench = new EngineBench();
        bench.Decoder.Fails = step => step is { Rows: 2, Total: 8 };
        var failed = new[] { bench.Submit(EngineBench.Prompt(4), 50), bench.Submit(EngineBench.Prompt(5), 50) };
        bench.RunToEnd();
        foreach (var job in failed)
            await Assert.ThrowsAsync<InvalidOperationException>(() => job.Pieces.Completion);
        var next = bench.Submit(EngineBench.Prompt(4), 6);
        bench.RunToEnd();
        Assert.Equal(DecoderFolder.TextOf(SumDecoder.After(EngineBench.Prompt(4), 6)), EngineBench.TextOf(next));
    }

    [Fact]
    public async Task Abort_EndsWhatIsMadeAndWhatWaits_AndTakesNoMore()
    {
        const string message = "model 'sum' is being taken out of service; try again later";
        using var bench = new EngineBench(new GenerationSettings(Slots: 1));
        var jobs = new[] { bench.Submit(EngineBench.Prompt(4), 50), bench.Submit(EngineBench.Prompt(5), 50) };
        bench.Step(2);
        bench.Engine.Abort();
        bench.Step();
        foreach (var job in jobs)
            Assert.Equal(message, (await Assert.ThrowsAsync<RefusedException>(() => job.Pieces.Completion)).Message);
        Assert.Equal(message, Assert.Throws<RefusedException>(() => bench.Submit(EngineBench.Prompt(4), 1)).Message);
    }

    [Fact]
    public void ManyTexts_LeaveNothingBehind()
    {
        using var bench = new EngineBench();
        Make(bench, 2_000);
        var before = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        Make(bench, 100_000);
        var after = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        Assert.InRange(after.Item1 - before.Item1, long.MinValue, 16 << 20);
        Assert.InRange(after.WorkingSet - before.WorkingSet, long.MinValue, 256 << 20);
        Assert.Equal((0, 0), (bench.Engine.Reserved, bench.Engine.Waiting));
    }

    private static void Make(EngineBench bench, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bench.Decoder.Runs.Clear();
            bench.Submit(EngineBench.Prompt(1 + (i % 3), i), 1 + (i % 2));
            if (i % 64 == 63)
                bench.RunToEnd();
        }

        bench.RunToEnd();
    }

    /// <summary>Likeliest tokens, a character each; one that ends the text has a mark before it.</summary>
    private static TokenTrail TrailOf(string likeliest)
    {
        var trail = new TokenTrail();
        foreach (var token in likeliest.Split(' '))
            trail.Add(new TokenTrail.Step(0, token[^1], token[0] == '!'), 0);
        return trail;
    }
}
