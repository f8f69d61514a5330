using System.Net;
using Azure.Core;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Settings;
using Platform.Inference.Tests.Generation.Http;

namespace Platform.Inference.Tests.Generation.Upstream;

public sealed class UpstreamTests : IAsyncLifetime
{
    private const string Ask =
        """{"model":"phi","messages":[{"role":"user","content":"ab"}],"tools":[{"type":"function"}],"max_tokens":9}""";
    private const string Whole = """{"id":"1","object":"chat.completion","choices":[{"index":0,"message":"""
        + """{"role":"assistant","content":"hello"}}],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}""";
    private readonly DecoderFolder _folder = new();
    private OtherServer _other = null!;

    public async Task InitializeAsync() => _other = await OtherServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Request_GoesOnAsItIs_UnderTheNameAndKeyThere_AndIsCountedOnce()
    {
        _other.Answer = context => OtherServer.JsonAsync(context, 200, Whole);
        await using var server = await StartAsync("--Generation:Upstream:phi:Model", "Phi-4", "--Generation:Upstream:phi:Key", "secret");
        var answer = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal((HttpStatusCode.OK, Whole), (answer.Status, answer.Text));
        var (path, authorization, body) = Assert.Single(_other.Requests);
        Assert.Equal(("/v1/chat/completions", "Bearer secret"), (path, authorization));
        Assert.Equal(
            """{"messages":[{"role":"user","content":"ab"}],"tools":[{"type":"function"}],"max_tokens":9,"model":"Phi-4"}""",
            body.ToJsonString());
        var page = (await server.GetAsync("/metrics")).Text;
        Assert.Contains(
            "inference_tokens_total{model=\"phi\",version=\"upstream\",direction=\"read\"} 7\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "inference_tokens_total{model=\"phi\",version=\"upstream\",direction=\"written\"} 5\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "inference_requests_total{model=\"phi\",version=\"upstream\",outcome=\"success\"} 1\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_GoesOnAsItComes_AndItsNumbersOnlyToWhoAskedForThem(bool asks)
    {
        string[] events = [
            """{"choices":[{"index":0,"delta":{"content":"he"}}]}""", """{"choices":[{"index":0,"delta":{"content":"llo"}}]}""",
            """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5}}""", "[DONE]"];
        _other.Answer = context => OtherServer.EventsAsync(context, events);
        await using var server = await StartAsync();
        var options = asks ? ""","stream_options":{"include_usage":true}""" : "";
        var answer = await server.PostAsync("/v1/chat/completions", $$"""{"model":"phi","messages":[],"stream":true{{options}}}""");
        Assert.Equal("text/event-stream", answer.MediaType);
        Assert.Equal(
            string.Concat(events.Where(data => asks || !data.Contains("usage", StringComparison.Ordinal))
                .Select(data => $"data: {data}\n\n")), answer.Text);
        Assert.True((bool)Assert.Single(_other.Requests).Body["stream_options"]!["include_usage"]!);
        Assert.Contains(
            "inference_tokens_total{model=\"phi\",version=\"upstream\",direction=\"written\"} 5\n",
            (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ThatBreaksOff_EndsWithAnErrorEvent_AndWhatCameIsCounted()
    {
        _other.Answer = context => OtherServer.EventsAsync(context, """{"choices":[{"index":0,"delta":{"content":"he"}}]}""");
        await using var server = await StartAsync();
        var answer = await server.PostAsync(
            "/v1/chat/completions", """{"model":"phi","messages":[{"role":"user","content":"abcdefgh"}],"stream":true}""");
        Assert.Contains(
            "model 'phi' is served elsewhere, and its answer broke off; try again later", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "inference_tokens_total{model=\"phi\",version=\"upstream\",direction=\"written\"} 1\n",
            (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsWrongWithARequest_IsSaidByTheOtherServer()
    {
        _other.Answer = context => OtherServer.JsonAsync(context, 400, """{"error":{"message":"no"}}""");
        await using var server = await StartAsync();
        var answer = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":{"message":"no"}}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Failure_IsAnsweredByTheFallback_AndOnlyThatIsCounted(int status)
    {
        _other.Answer = context => OtherServer.JsonAsync(context, status, "{}");
        await using var server = await StartAsync("--Generation:Upstream:phi:Fallback", "sum");
        var answer = await server.PostAsync(
            "/v1/chat/completions", """{"model":"phi","messages":[{"role":"user","content":"ab"}],"max_tokens":3}""");
        Assert.Equal((HttpStatusCode.OK, "sum"), (answer.Status, (string?)answer.Json["model"]));
        var page = (await server.GetAsync("/metrics")).Text;
        Assert.DoesNotContain("inference_tokens_total{model=\"phi\"", page, StringComparison.Ordinal);
        Assert.Contains("inference_tokens_total{model=\"sum\",version=\"1\",direction=\"read\"} 4\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_WithoutAFallback_IsUnavailable_AndAfterSomeTheOtherServerIsLeftAlone()
    {
        await using var server = await StartAsync();
        for (var call = 0; call < 4; call++)
        {
            var answer = await server.PostAsync("/v1/chat/completions", Ask);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "model 'phi' is served elsewhere, and it answered 500; try again later"),
                (answer.Status, (string?)answer.Json["error"]!["message"]));
            Assert.True(answer.Response.Headers.Contains("Retry-After"));
        }

        var last = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal(
            "model 'phi' is served elsewhere, and it has failed several times, and is left alone for a while; try again later",
            (string?)last.Json["error"]!["message"]);
        Assert.Equal(4, _other.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OtherServer_ThatIsLeftAlone_IsNotAsked_AndTheFallbackAnswers(bool isStreamed)
    {
        await using var server = await StartAsync("--Generation:Upstream:phi:Fallback", "sum");
        var ask = $$"""{"model":"phi","messages":[{"role":"user","content":"ab"}],"max_tokens":3"""
            + $$""","stream":{{(isStreamed ? "true" : "false")}}}""";
        for (var call = 0; call < 6; call++)
        {
            var answer = await server.PostAsync("/v1/chat/completions", ask);
            Assert.Equal(
                (HttpStatusCode.OK, "sum"), (answer.Status, (string?)(isStreamed ? SseEvents.Chunks(answer)[0] : answer.Json)["model"]));
        }

        Assert.Equal(4, _other.Requests.Count);
        Assert.Contains(
            "inference_tokens_total{model=\"sum\",version=\"1\",direction=\"written\"} 18\n", (await server.GetAsync("/metrics")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_EndsAfterTheTimeOut()
    {
        _other.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await using var server = await StartAsync("--Generation:Upstream:phi:TimeoutSeconds", "1");
        var answer = await server.PostAsync("/v1/chat/completions", Ask);
        Assert.Equal(
            "model 'phi' is served elsewhere, and it did not begin to answer within 1 s; try again later",
            (string?)answer.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Tier_LimitsAnswersElsewhereToo()
    {
        _other.Answer = context => OtherServer.JsonAsync(context, 200, Whole);
        await using var server = await StartAsync("--Generation:Tiers:free:AnswerTokens", "6");
        await AskAsync(server, """{"model":"phi","messages":[]}""");
        Assert.Equal(6, (int)Assert.Single(_other.Requests).Body["max_tokens"]!);
        Assert.Equal(
            "'max_tokens' is 9, and the tier 'free' allows 6 tokens in an answer; ask for less, or subscribe to a larger tier",
            (string?)(await AskAsync(server, Ask)).Json["error"]!["message"]);
    }

    [Fact]
    public async Task Models_ListIt_AndOtherApisSayWhereItIs()
    {
        await using var server = await StartAsync();
        Assert.Equal(["phi", "sum"], (await server.GetAsync("/v1/models")).Json["data"]!.AsArray().Select(model => (string)model!["id"]!));
        Assert.Equal(
            "model 'phi' is served elsewhere, by OpenAI's API alone; use /v1/chat/completions",
            (await server.PostAsync("/generate-text", """{"model":"phi","prompt":"a"}""")).Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Token_OfEntra_IsAskedForByItsScope()
    {
        _other.Answer = context => OtherServer.JsonAsync(context, 200, Whole);
        using var client = new HttpClient();
        var model = new UpstreamModel(
            "phi", new UpstreamOptions { Address = $"{_other.Address}/v1/", Scope = "https://ml.azure.com/.default" }, client,
            new Credential(), TimeProvider.System);
        using var answer = await model.SendAsync("/chat/completions", "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal(
            ("/v1/chat/completions", "Bearer token of https://ml.azure.com/.default"),
            (_other.Requests.Single().Path, _other.Requests.Single().Authorization));
    }

    [Theory]
    [InlineData(
        "Address", "nowhere",
        "setting Generation:Upstream:phi:Address is 'nowhere'; expected an address such as https://api.example.com/v1")]
    [InlineData(
        "Address", "http://api.example.com",
        "setting Generation:Upstream:phi:Address is 'http://api.example.com'; expected https, as prompts go there")]
    [InlineData("TimeoutSeconds", "0", "setting Generation:Upstream:phi:TimeoutSeconds is '0'; expected a whole number from 1 to 600")]
    public void Setting_ThatIsWrong_EndsTheStart(string setting, string value, string message)
    {
        var fault = Assert.Throws<SettingException>(() => InferenceServer.Create(
            [
                "--Models:Root", _folder.Path, "--Generation:Upstream:phi:Address", "https://api.example.com/v1",
                $"--Generation:Upstream:phi:{setting}", value,
            ]));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Fallback_ThatIsNoModel_EndsTheStart()
    {
        var fault = Assert.Throws<ModelLoadException>(() => InferenceServer.Create(
            [
                "--Models:Root", _folder.Path, "--Generation:Upstream:phi:Address", "https://api.example.com/v1",
                "--Generation:Upstream:phi:Fallback", "iris",
            ]));
        Assert.Equal("setting Generation:Upstream:phi:Fallback is 'iris'; expected one of sum", fault.Message);
    }

    [Fact]
    public void Release_OfAModelThatIsServedElsewhere_EndsTheStart()
    {
        var fault = Assert.Throws<ModelLoadException>(() => InferenceServer.Create(
            [
                "--Models:Root", _folder.Path, "--Generation:Upstream:phi:Address", "https://api.example.com/v1",
                "--Models:Releases:phi:Version", "2",
            ]));
        Assert.Equal(
            "setting Models:Releases:phi says how a version of 'phi' is released, but Generation:Upstream:phi has that model served "
            + "elsewhere, and this server has no versions of it to choose from; release it there, and leave the setting out",
            fault.Message);
    }

    private Task<RunningServer> StartAsync(params string[] settings)
        => RunningServer.StartAsync(
            ["--Models:Root", _folder.Path, "--Generation:Upstream:phi:Address", $"{_other.Address}/v1", .. settings]);

    private static Task<Answer> AskAsync(RunningServer server, string body)
        => server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Headers = { { "x-product-id", "free" } },
            Content = new StringContent(body, null, "application/json"),
        });

    private sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext context, CancellationToken stop)
            => new($"token of {context.Scopes[0]}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken stop)
            => new(GetToken(context, stop));
    }
}
