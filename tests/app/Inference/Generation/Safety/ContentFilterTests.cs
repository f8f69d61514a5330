using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Inference.Tests.Generation.Http;
using Platform.Inference.Tests.Generation.Upstream;

namespace Platform.Inference.Tests.Generation.Safety;

public sealed class ContentFilterTests : IAsyncLifetime
{
    private const string Ask = """{"model":"sum","messages":[{"role":"user","content":"ab"}],"max_tokens":20}""";
    private readonly DecoderFolder _folder = new();
    private OtherServer _other = null!;

    public async Task InitializeAsync() => _other = await OtherServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prompt_ThatIsRefused_IsNotRead()
    {
        _other.Answer = context => VerdictAsync(context, 4);
        await using var server = await StartAsync();
        var answer = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "'messages' is refused by the filter of texts: Violence", "content_filter"),
            (answer.Status, (string?)answer.Json["error"]!["message"], (string?)answer.Json["error"]!["code"]));
        var (path, key, body) = Assert.Single(_other.Requests);
        Assert.Equal(("/contentsafety/text:analyze?api-version=2024-09-01", "key"), (path, key));
        Assert.Equal("""{"text":"ab","outputType":"FourSeverityLevels"}""", body.ToJsonString());
        Assert.DoesNotContain("inference_tokens_total{", (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ThatIsRefused_IsNotSent(bool isStreamed)
    {
        var asked = 0;
        _other.Answer = context => VerdictAsync(context, Interlocked.Increment(ref asked) == 1 ? 2 : 6);
        await using var server = await StartAsync();
        var answer = await server.PostAsync(
            "/v1/chat/completions", isStreamed ? Ask.Replace("\"max", "\"stream\":true,\"max", StringComparison.Ordinal) : Ask);
        if (isStreamed)
        {
            var chunks = SseEvents.Chunks(answer);
            Assert.Equal(2, chunks.Count());
            Assert.Equal("content_filter", (string?)chunks[^1]["choices"]![0]!["finish_reason"]);
        }
        else
            Assert.Equal(
                ("", "content_filter"),
                ((string?)answer.Json["choices"]![0]!["message"]!["content"], (string?)answer.Json["choices"]![0]!["finish_reason"]));
    }

    [Fact]
    public async Task WhatIsHarmless_GoesThroughWhole()
    {
        _other.Answer = context => VerdictAsync(context, 2);
        await using var server = await StartAsync();
        var expected = SumServer.After([0, .. DecoderFolder.TokensOf("ab"), 1], 20);
        Assert.Equal(
            expected.Text, (string?)(await server.PostAsync("/v1/chat/completions", Ask)).Json["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData(4, """{"content":"","role":"assistant","refusal":null}""", "content_filter")]
    [InlineData(2, """{"content":"hello","role":"assistant","refusal":null}""", "stop")]
    public async Task AnswerFromElsewhere_IsJudgedToo(int severity, string message, string reason)
    {
        await using var elsewhere = await OtherServer.StartAsync();
        elsewhere.Answer = context => OtherServer.JsonAsync(
            context, 200,
            """{"id":"1","choices":[{"index":0,"message":{"content":"hello","role":"assistant","refusal":null},"finish_reason":"stop"}]"""
            + ""","usage":{"prompt_tokens":7,"completion_tokens":5}}""");
        JudgeAnswersWith(severity);
        await using var server = await StartAsync("--Generation:Upstream:phi:Address", $"{elsewhere.Address}/v1");
        var answer = await server.PostAsync("/v1/chat/completions", Ask.Replace("sum", "phi", StringComparison.Ordinal));
        var choice = Assert.Single(answer.Json["choices"]!.AsArray())!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(message), choice["message"]), choice.ToJsonString());
        Assert.Equal((reason, 5), ((string?)choice["finish_reason"], (int)answer.Json["usage"]!["completion_tokens"]!));
        Assert.Equal("hello", (string?)_other.Requests.Last().Body["text"]);
        Assert.Contains(
            "inference_tokens_total{model=\"phi\",version=\"upstream\",direction=\"written\"} 5\n",
            (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    // Judged in parts of 200 characters: of the second, which is refused, nothing is sent, and the other server is left
    [Theory]
    [InlineData(
        "/v1/chat/completions",
        """{"model":"phi","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"ab"}]}""",
        "\"delta\":{\"content\":\"TEXT\"}")]
    [InlineData(
        "/v1/completions", """{"model":"phi","stream":true,"stream_options":{"include_usage":true},"prompt":"ab"}""", "\"text\":\"TEXT\"")]
    public async Task StreamFromElsewhere_IsJudgedInParts_AndEndsWhereOneIsRefused(string path, string ask, string choice)
    {
        await using var elsewhere = await OtherServer.StartAsync();
        var events = "abcdef".Select(letter => $"{{\"id\":\"1\",\"choices\":[{{\"index\":0,{choice.Replace(
            "TEXT", new string(letter, 100), StringComparison.Ordinal)},\"finish_reason\":null}}]}}");
        elsewhere.Answer = context => OtherServer.EventsAsync(context, [.. events, "[DONE]"]);
        _other.Answer = context => VerdictAsync(
            context, _other.Requests.Last().Body["text"]!.ToString().Contains('d', StringComparison.Ordinal) ? 6 : 0);
        await using var server = await StartAsync("--Generation:Upstream:phi:Address", $"{elsewhere.Address}/v1");
        var chunks = SseEvents.Chunks(await server.PostAsync(path, ask));
        Assert.Equal(4, chunks.Count);
        var sent = string.Concat(
            chunks.Take(2).Select(chunk => (string?)(chunk["choices"]![0]!["delta"]?["content"] ?? chunk["choices"]![0]!["text"])));
        Assert.Equal(new string('a', 100) + new string('b', 100), sent);
        Assert.Equal("content_filter", (string?)chunks[2]["choices"]![0]!["finish_reason"]);
        Assert.Equal(("[]", 4), (chunks[3]["choices"]!.ToJsonString(), (int)chunks[3]["usage"]!["completion_tokens"]!));
        Assert.Equal(
            [new string('a', 100) + new string('b', 100), new string('c', 100) + new string('d', 100)],
            _other.Requests.Skip(1).Select(request => (string?)request.Body["text"]));
    }

    [Fact]
    public async Task StreamFromElsewhere_WithoutAVerdict_EndsWithAnError()
    {
        await using var elsewhere = await OtherServer.StartAsync();
        elsewhere.Answer = context => OtherServer.EventsAsync(context, """{"choices":[{"index":0,"delta":{"content":"he"}}]}""", "[DONE]");
        _other.Answer = context => _other.Requests.Count == 1 ? VerdictAsync(context, 0) : OtherServer.JsonAsync(context, 500, "{}");
        await using var server = await StartAsync("--Generation:Upstream:phi:Address", $"{elsewhere.Address}/v1");
        var answer = await server.PostAsync(
            "/v1/chat/completions", """{"model":"phi","stream":true,"messages":[{"role":"user","content":"ab"}]}""");
        Assert.StartsWith(
            "data: {\"error\":{\"message\":\"the filter of texts gives no verdict at the moment", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("he\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>")]
    public async Task WithoutAVerdict_NothingIsLetThrough(int status, string body)
    {
        _other.Answer = context => OtherServer.JsonAsync(context, status, body);
        await using var server = await StartAsync();
        var answer = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable,
                "the filter of texts gives no verdict at the moment, and without one nothing is let through; try again later"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    // Neither of prompts that are answered, nor of those that are refused, nor where something fails
    [Fact]
    public async Task NoPrompt_IsInTheLog()
    {
        const string Secret = "Xq7secretZ";
        _other.Answer = context => OtherServer.JsonAsync(context, 500, $$"""{"echo":"{{Secret}}"}""");
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", _folder.Path, "--Logging:LogLevel:Default", "Trace", "--Generation:Upstream:phi:Address",
            $"{_other.Address}/v1");
        using var log = new Lines();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        foreach (var (path, body) in ((string, string)[])[
            ("/generate-text", $$"""{"prompt":"{{Secret}}","max_length":20}"""),
            ("/generate-text", $$"""{"prompt":"{{Secret}}","max_length":2}"""),
            ("/v1/completions", $$"""{"model":"sum","prompt":"{{Secret}}","stream":true}"""),
            ("/v1/completions", $$"""{"model":"sum","prompt":"{{Secret}}" """),
            ("/v1/chat/completions", $$"""{"model":"sum","messages":[{"role":"user","content":"{{Secret}}"}]}"""),
            ("/v1/chat/completions", $$"""{"model":"phi","messages":[{"role":"user","content":"{{Secret}}"}]}"""),
            ("/v2/models/sum/generate", $$"""{"text_input":"{{Secret}}"}"""),
            ("/v1/embeddings", $$"""{"model":"sum","input":"{{Secret}}"}""")])
            await server.PostAsync(path, body);
        Assert.Contains(log.All, line => line.Contains("Model 'phi' is served elsewhere, and it answered 500", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static Task VerdictAsync(Microsoft.AspNetCore.Http.HttpContext context, int severity) => OtherServer.JsonAsync(
        context, 200, $$"""{"categoriesAnalysis":[{"category":"Hate","severity":0},{"category":"Violence","severity":{{severity}}}]}""");

    /// <summary>The prompt, which comes first, is harmless.</summary>
    private void JudgeAnswersWith(int severity)
        => _other.Answer = context => VerdictAsync(context, _other.Requests.Count == 1 ? 0 : severity);

    private Task<RunningServer> StartAsync(params string[] settings) => RunningServer.StartAsync(
        [
            "--Models:Root", _folder.Path, "--Generation:ContentSafety:Address", _other.Address, "--Generation:ContentSafety:Key", "key",
            .. settings,
        ]);

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format)
            => All.Enqueue($"{format(state, exception)} {exception}");

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
