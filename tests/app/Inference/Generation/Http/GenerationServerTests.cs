using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Inference.Generation;
using Platform.Inference.Models;
using Platform.Inference.Tests.Usage;

namespace Platform.Inference.Tests.Generation.Http;

/// <summary>What becomes of texts in a server that has other callers, little room, or a model that fails.</summary>
public sealed class GenerationServerTests : IDisposable
{
    private readonly TemporaryFolder _usage = new();

    public void Dispose() => _usage.Dispose();

    [Fact]
    public async Task Text_Of32CallersAtOnce_IsWhatEachIsAlone()
    {
        using var folder = new DecoderFolder();
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var prompts = Enumerable.Range(0, 32).Select(i => new string((char)('a' + (i % 26)), 1 + (i % 9))).ToList();
        var texts = await Task.WhenAll(
            prompts.Select(async prompt => (await AskAsync(server, prompt, 40)).Json["choices"]![0]!["text"]!.GetValue<string>()));
        Assert.Equal(prompts.Select(prompt => SumServer.After(DecoderFolder.TokensOf(prompt), 40).Text), texts);
    }

    [Theory]
    [InlineData("/v1/completions", """{"model":"sum","prompt":"abc","max_tokens":30,"stream":true}""")]
    [InlineData("/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"a"}],"max_tokens":30,"stream":true}""")]
    public async Task Failure_InTheMiddleOfAStream_IsItsLastEvent(string path, string body)
    {
        using var folder = new DecoderFolder(longest: 12);
        Answer answer;
        await using (var server = await RunningServer.StartAsync("--Models:Root", folder.Path, "--Usage:Path", _usage.Path))
            answer = await server.PostAsync(path, body);
        var events = SseEvents.Of(answer);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"error":{"message":"the server failed; its log says why","type":"server_error","param":null,"code":null}}""", events[^1]);
        Assert.True(events.Count > 2);
        Assert.Contains("\"finish_reason\":null", events[^2], StringComparison.Ordinal);
        Assert.Empty(UsageFolder.Events(_usage.Path));
    }

    [Fact]
    public async Task Failure_InTheMiddleOfTritonsStream_IsItsLastEvent()
    {
        using var folder = new DecoderFolder(longest: 12);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var events = SseEvents.Of(await server.PostAsync("/v2/models/sum/generate_stream", """{"text_input":"abc"}"""));
        Assert.Equal("""{"error":"the server failed; its log says why"}""", events[^1]);
    }

    [Fact]
    public async Task Failure_BeforeTheFirstToken_HasItsStatus()
    {
        using var folder = new DecoderFolder(longest: 3);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await server.PostAsync("/v1/completions", """{"model":"sum","prompt":"abcdef","stream":true}""");
        Assert.Equal(
            (HttpStatusCode.InternalServerError, "application/json",
                """{"error":{"message":"the server failed; its log says why","type":"server_error","param":null,"code":null}}"""),
            (answer.Status, answer.MediaType, answer.Text));
    }

    [Fact]
    public async Task Queue_ThatIsFull_Answers503WithRetryAfter()
    {
        using var folder = new DecoderFolder(settings: """{"generation":{"slots":1,"maxQueueSize":1}}""").With(
            "genai_config.json", file => file["model"]!["context_length"] = 100_000);
        folder.With("genai_config.json", file => file["model"]!["eos_token_id"] = 0);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AskAsync(server, "abc", 500)));
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal("1", answer.Response.Headers.GetValues("Retry-After").Single()));
        Assert.All(refused, answer => Assert.Equal(
            """{"error":{"message":"the queue of model 'sum' is full, as 1 texts wait; try again later","type":"server_error","param":"""
            + """null,"code":"overloaded"}}""", answer.Text));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Caller_ThatLeavesItsStream_FreesItsPlace_AndPaysForWhatWasMade()
    {
        using var folder = new DecoderFolder(settings: """{"generation":{"slots":1,"cachedTokens":1000000}}""");
        folder.With("genai_config.json", file => (file["model"]!["context_length"], file["model"]!["eos_token_id"]) = (1_000_000, 0));
        await using (var server = await RunningServer.StartAsync(
            "--Models:Root", folder.Path, "--Usage:Path", _usage.Path, "--Limits:DrainDelayMilliseconds", "0"))
        {
            using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/completions")
            {
                Content = new StringContent(
                    """{"model":"sum","prompt":"abc","max_tokens":900000,"stream":true}""", Encoding.UTF8, "application/json"),
            })
            using (var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            // The only place is free again, long before so many tokens could be made.
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "abc", 5)).Status);
            // Its call ends after its place is free; a server that stops waits for it
            await server.StopAsync();
        }

        var usage = UsageFolder.Events(_usage.Path);
        Assert.Equal(2, usage.Count);
        Assert.All(usage, line => Assert.Equal(3, (int)line["in"]!));
        Assert.All(usage, line => Assert.InRange((int)line["out"]!, 1, 899_999));
    }

    [Fact]
    public async Task Caller_ThatLeavesBeforeItsAnswer_FreesItsPlace_AndPaysNothing()
    {
        using var folder = new DecoderFolder(settings: """{"generation":{"slots":1,"cachedTokens":1000000}}""");
        folder.With("genai_config.json", file => (file["model"]!["context_length"], file["model"]!["eos_token_id"]) = (1_000_000, 0));
        await using (var server = await RunningServer.StartAsync("--Models:Root", folder.Path, "--Usage:Path", _usage.Path))
        {
            var generator = ((ModelRepository)server.Services.GetService(typeof(ModelRepository))!).Find("sum").Default!.Generator!;
            using var gone = new CancellationTokenSource();
            using var body = new StringContent("""{"model":"sum","prompt":"abc","max_tokens":900000}""", Encoding.UTF8, "application/json");
            var leaving = server.Client.PostAsync("/v1/completions", body, gone.Token);
            await Eventually.TrueAsync(() => generator.Reserved != 0);
            var waiting = AskAsync(server, "abc", 5);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
            Assert.Equal(HttpStatusCode.OK, (await waiting).Status);
            Assert.Equal(0, generator.Reserved);
        }

        Assert.Equal(5, (int)Assert.Single(UsageFolder.Events(_usage.Path))["out"]!);
    }

    [Theory]
    [InlineData("/v1/completions", """{"model":"sum","prompt":"abc","max_tokens":10}""")]
    [InlineData("/v1/completions", """{"model":"sum","prompt":"abc","max_tokens":10,"stream":true}""")]
    [InlineData("/generate-text", """{"prompt":"abc","max_length":13}""")]
    [InlineData("/v2/models/sum/generate", """{"text_input":"abc","max_tokens":10}""")]
    [InlineData("/v2/models/sum/versions/1/generate", """{"text_input":"abc","parameters":{"max_tokens":10}}""")]
    [InlineData("/v2/models/sum/generate_stream", """{"text_input":"abc","max_tokens":10}""")]
    [InlineData("/v2/models/sum/versions/1/generate_stream", """{"text_input":"abc","max_tokens":10}""")]
    public async Task Usage_OfAText_IsCountedOnce_WithItsTokens(string path, string body)
    {
        using var folder = new DecoderFolder();
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", folder.Path, "--Usage:Path", _usage.Path, "--Usage:FlushBeforeResponse", "true");
        var tokens = SumServer.After(DecoderFolder.TokensOf("abc"), 10).Tokens;
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "x-subscription-id", "sub-7" }, { "x-product-id", "standard" } },
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        var answer = await server.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var usage = Assert.Single(UsageFolder.Events(_usage.Path));
        Assert.Equal(
            ["s", "t", "sub", "prod", "model", "ver", "rows", "us", "in", "out", "rb", "wb"],
            usage.AsObject().Select(property => property.Key));
        Assert.Equal(
            ("sub-7", "standard", "sum", 1, 3, tokens, answer.Body.Length),
            ((string?)usage["sub"], (string?)usage["prod"], (string?)usage["model"], (int)usage["rows"]!, (int)usage["in"]!,
                (int)usage["out"]!, (int)usage["wb"]!));
        var page = (await server.GetAsync("/metrics")).Text;
        Assert.Contains("inference_tokens_total{model=\"sum\",version=\"1\",direction=\"read\"} 3\n", page, StringComparison.Ordinal);
        Assert.Contains(
            $"inference_tokens_total{{model=\"sum\",version=\"1\",direction=\"written\"}} {tokens}\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_IsAskedFor_InOpenAisForm()
    {
        using var folder = new DecoderFolder();
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", folder.Path, "--Gateway:Secret", "0123456789abcdef0123456789abcdef");
        var answer = await AskAsync(server, "abc", 5);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(
            """{"error":{"message":"this server takes requests through its gateway only; call the gateway with your subscription """
            + """key","type":"authentication_error","param":null,"code":"invalid_api_key"}}""",
            answer.Text);
    }

    [Fact]
    public async Task Memory_ThatTheServerDoesNotHave_Is413()
    {
        using var folder = new DecoderFolder(settings: """{"generation":{"cachedTokens":2000000000}}""");
        folder.With("genai_config.json", file => file["model"]!["context_length"] = 2_000_000_000);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await AskAsync(server, "abc", 1_900_000_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.StartsWith(
            "the request takes about 45600 MB of memory, and this server has ", (string)answer.Json["error"]!["message"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptimumsFolder_IsServedAsGenAis()
    {
        using var folder = new DecoderFolder();
        File.Delete(folder.FileOf("genai_config.json"));
        File.WriteAllText(folder.FileOf("config.json"), """{"model_type":"llama","max_position_embeddings":64,"eos_token_id":3}""");
        File.WriteAllText(folder.FileOf("generation_config.json"), """{"do_sample":true,"temperature":0,"eos_token_id":[3,9]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var tokens = SumDecoder.After(DecoderFolder.TokensOf("abc"), 40);
        var end = Array.FindIndex(tokens, token => token is 3 or 9);
        var answer = await AskAsync(server, "abc", 40);
        Assert.Equal(end < 0 ? 40 : end + 1, (int)answer.Json["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Decoder_IsStillAModelOfTensors()
    {
        using var folder = new DecoderFolder();
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await server.PostAsync(
            "/v2/models/sum/infer",
            """
            {"inputs":[{"name":"input_ids","datatype":"INT64","shape":[1,2],"data":[5,6]},{"name":"attention_mask","datatype":"INT64","shape":[1,3],"data":[1,1,1]},
             {"name":"past_key_values.0.key","datatype":"FP32","shape":[1,1,1,1],"data":[4]},{"name":"past_key_values.0.value","datatype":"FP32","shape":[1,1,1,1],"data":[4]}],
             "outputs":[{"name":"present.0.value"}]}
            """);
        Assert.Equal("[4,5,6]", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Reload_WhileATextIsMade_EndsItFirst()
    {
        using var folder = new DecoderFolder(settings: """{"generation":{"cachedTokens":100000}}""");
        folder.With("genai_config.json", file => (file["model"]!["context_length"], file["model"]!["eos_token_id"]) = (100_000, 0));
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", folder.Path, "--Models:WatchMilliseconds", "0", "--Models:AllowLoading", "true");
        var running = AskAsync(server, "abc", 2_000);
        var models = (ModelRepository)server.Services.GetService(typeof(ModelRepository))!;
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v2/repository/models/sum/load", "{}")).Status);
        Assert.True(models.IsReady);
        Assert.Equal(2_000, (int)(await running).Json["usage"]!["completion_tokens"]!);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "abc", 3)).Status);
    }

    private static Task<Answer> AskAsync(RunningServer server, string prompt, int tokens) => server.PostAsync(
        "/v1/completions", new JsonObject { ["model"] = "sum", ["prompt"] = prompt, ["max_tokens"] = tokens }.ToJsonString());
}
