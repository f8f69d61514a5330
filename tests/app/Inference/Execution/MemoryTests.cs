using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

/// <summary>Requests that take more memory than there is, to a server that has 512 MB for them.</summary>
[Collection(MemoryCollection.Name)]
public sealed class MemoryTests : IAsyncLifetime
{
    /// <summary>Beside what the tests' own process has already.</summary>
    private const long Room = 512 << 20;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
        => _server = await RunningServer.StartAsync("--Limits:MemoryBytes", $"{Environment.WorkingSet + Room}");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Infer_SmallCompressedBodyOfALongText_IsRefused()
    {
        var answer = await PostGzipAsync($"{{\"text\":\"{new string('a', 16_000_000)}\"}}");

        Assert.Equal(
            "element 0 of input 'text' has 16000000 bytes; model 'sentiment' takes texts of at most 1048576 bytes (maxTextLength of its "
            + "model.json)",
            answer.Error(HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Infer_MoreTextsThanMemory_AreRefusedAndOthersAnswered()
    {
        var text = string.Concat(Enumerable.Repeat("a b ", 200_000));
        var answer = await PostGzipAsync($"[{string.Join(',', Enumerable.Repeat($"{{\"text\":\"{text}\"}}", 40))}]");

        Assert.Matches(
            @"^the request takes about \d+(\.\d)? MB of memory, and this server has \d+(\.\d)? MB for requests; send less at a time$",
            answer.Error(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync("/sentiment-analysis", """{"text":"good"}""")).Status);
    }

    [Fact]
    public async Task Infer_WhatFitsButOthersHave_MayBeRetried()
    {
        var budget = _server.Services.GetRequiredService<MemoryBudget>();
        var others = budget.Total - budget.Taken;
        var body = $"{{\"text\":\"{string.Concat(Enumerable.Repeat("a b ", 50_000))}\"}}";
        Assert.True(budget.TryTake(others));
        var refused = await _server.PostAsync("/sentiment-analysis", body);
        budget.Give(others);

        Assert.Equal("1", refused.Response.Headers.RetryAfter!.ToString());
        Assert.Matches(
            @"^the request takes about \d+(\.\d)? MB of memory, and other requests leave 0 MB; try again later$",
            refused.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync("/sentiment-analysis", body)).Status);
    }

    [Theory]
    [InlineData("/models/echo/predict", """{"text":"four€"}""")]
    [InlineData("/v2/models/echo/infer", """{"inputs":[{"name":"INPUT0","datatype":"BYTES","shape":[1],"data":["four€"]}]}""")]
    [InlineData("/score", """{"instances":["four€"]}""")]
    public async Task Infer_TextLongerThanTheModelTakes_IsRefused(string path, string body)
    {
        using var models = new ModelFolder();
        models.AddIdentity("echo", ModelFolder.Bytes, [-1], """{"features":["text"],"maxTextLength":6}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal(
            "element 0 of input 'INPUT0' has 7 bytes; model 'echo' takes texts of at most 6 bytes (maxTextLength of its model.json)",
            (await server.PostAsync(path, body)).Error(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(path, body.Replace("four", "fou"))).Status);
    }

    [Fact]
    public void Take_WhatOthersHave_IsRefusedUntilItIsGiven()
    {
        var budget = new MemoryBudget(64L << 30);
        var (first, second) = (new Reservation(), new Reservation());
        first.Open(budget);
        second.Open(budget);
        first.Require(budget.Total - 100_000);

        Assert.Contains(
            "other requests leave 0.1 MB; try again later", Assert.Throws<RefusedException>(() => second.Require(200_000)).Message,
            StringComparison.Ordinal);
        Assert.Equal(budget.Total - 100_000, budget.Taken);

        first.Close();
        second.Require(200_000);
        second.Close();
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void Take_WhileTheServerIsFull_IsRefusedWhateverOthersHave()
    {
        var budget = new MemoryBudget(64L << 30);
        var reservation = new Reservation();
        reservation.Open(budget);
        budget.IsFull = true;

        // What most requests are is not counted
        reservation.Require(16_000);
        Assert.Equal(
            "the request takes about 0.2 MB of memory, and other requests leave 0 MB; try again later",
            Assert.Throws<RefusedException>(() => reservation.Require(200_000)).Message);
        Assert.Equal(0, budget.Taken);

        budget.IsFull = false;
        reservation.Require(200_000);
        Assert.Equal(200_000, budget.Taken);
    }

    [Theory]
    [InlineData(true, 4_000_000, 50_000_000)]
    [InlineData(false, 4_000_000, 200_000_000)]
    [InlineData(false, 500_000, 6_250_000)]
    public void Estimate_AfterARun_FollowsWhatItTook(bool isLinear, long input, long expected)
    {
        var memory = new RunMemory(isLinear);
        Assert.Equal(24_000_000, memory.Estimate(1_000_000));

        memory.Learn(1_000_000, 10_000_000);

        Assert.Equal(expected, memory.Estimate(input));
        Assert.False(memory.IsNews(1_400_000));
        Assert.True(memory.IsNews(1_600_000));
    }

    private Task<Answer> PostGzipAsync(string json)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(json));
        var content = new ByteArrayContent(body.ToArray())
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        };
        return _server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sentiment-analysis") { Content = content });
    }
}
