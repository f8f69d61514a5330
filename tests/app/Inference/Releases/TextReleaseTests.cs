using System.Net;
using System.Text;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Tests.Generation;
using Platform.Inference.Tests.Generation.Http;
using Platform.Inference.Tests.Usage;
using static Platform.Inference.Tests.Releases.ReleasePage;

namespace Platform.Inference.Tests.Releases;

/// <summary>A version of a model that writes texts that is being released, behind the real server.</summary>
public sealed class TextReleaseTests : IDisposable
{
    private const string Trial = "model=\"sum\",version=\"2\"";
    private const string Shadow = """{"release":{"version":2,"shadowPercent":100}}""";
    private const string Whole = """{"model":"sum","prompt":"abc","max_tokens":10}""";
    private const string Streamed = """{"model":"sum","prompt":"abc","max_tokens":10,"stream":true}""";
    private readonly DecoderFolder _folder = new(settings: Shadow);
    private readonly TemporaryFolder _usage = new();

    public void Dispose()
    {
        _folder.Dispose();
        _usage.Dispose();
    }

    [Theory]
    [InlineData("/v1/completions", Whole)]
    [InlineData("/v1/completions", Streamed)]
    [InlineData("/v1/completions", """{"model":"sum","prompt":[101,102,103],"max_tokens":10}""")]
    [InlineData("/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"abc"}],"max_tokens":10}""")]
    [InlineData(
        "/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"abc"}],"max_tokens":10,"stream":true}""")]
    [InlineData("/generate-text", """{"prompt":"abc","max_length":13}""")]
    [InlineData("/v2/models/sum/generate", """{"text_input":"abc","max_tokens":10}""")]
    [InlineData("/v2/models/sum/generate_stream", """{"text_input":"abc","max_tokens":10}""")]
    public async Task Shadow_OfEveryDoor_AnswersNobody_IsCompared_AndIsBilledToNobody(string path, string body)
    {
        _folder.AddVersion(2);
        await using (var server = await StartAsync("--Usage:Path", _usage.Path))
        {
            for (var i = 0; i < 4; i++)
                Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, path, body, $"sub-{i}")).Status);
            await ComparedAsync(server, 4);

            Assert.Equal(0, await MetricAsync(server, "inference_release_disagreements_total", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_release_failures_total", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_release_dropped_total", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_release_taken_back", Trial));
            Assert.Equal(0, await MetricAsync(server, "inference_requests_total", $"{Trial},outcome=\"success\""));
            Assert.True(await MetricAsync(server, "inference_release_compute_seconds_total", $"{Trial},of=\"released\"") > 0);
            Assert.True(await MetricAsync(server, "inference_release_compute_seconds_total", $"{Trial},of=\"service\"") > 0);
            await server.StopAsync();
        }

        Assert.Equal(["1", "1", "1", "1"], UsageFolder.Events(_usage.Path).Select(each => (string)each["ver"]!));
    }

    [Fact]
    public async Task Shadow_OfEveryFourthRequest_IsComparedOnThoseAlone()
    {
        _folder.AddVersion(2).Settings("""{"release":{"version":2,"shadowPercent":25}}""");
        await using var server = await StartAsync();

        for (var i = 0; i < 12; i++)
            await AskAsync(server);
        await ComparedAsync(server, 3);
    }

    [Theory]
    [InlineData("""{"model":"sum","prompt":"abc","max_tokens":10,"temperature":2}""")]
    [InlineData("""{"model":"sum","prompt":"abc","max_tokens":10,"temperature":2,"top_p":0.9,"seed":7}""")]
    [InlineData(
        """{"model":"sum","prompt":"abc","max_tokens":10,"temperature":1.5,"frequency_penalty":1,"repetition_penalty":1.5}""")]
    public async Task Text_ThatWasDrawn_IsComparedByWhatIsLikeliest_SoThatChanceDecidesNothing(string body)
    {
        _folder.AddVersion(2);
        await using var server = await StartAsync();

        for (var i = 0; i < 10; i++)
            await AskAsync(server, body: body);
        await ComparedAsync(server, 10);

        Assert.Equal(0, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Fact]
    public async Task Text_WithOneTokenThatDiffers_DisagreesByThatOneAlone()
    {
        _folder.AddVersion(2, otherAfter: [5]);
        await using var server = await StartAsync();

        await AskAsync(server);
        await ComparedAsync(server, 1);

        var tokens = SumServer.After(DecoderFolder.TokensOf("abc"), 10).Tokens;
        Assert.Equal(1.0 / tokens, await MetricAsync(server, "inference_release_disagreements_total", Trial), 1e-9);
    }

    [Fact]
    public async Task LongText_IsComparedByItsBeginning()
    {
        _folder.AddVersion(2, otherAfter: [3, 90]);
        SetWindows(500);
        await using var server = await StartAsync();

        await AskAsync(server, body: """{"model":"sum","prompt":"abc","max_tokens":100}""");
        await ComparedAsync(server, 1);

        Assert.Equal(1.0 / 64, await MetricAsync(server, "inference_release_disagreements_total", Trial), 1e-9);
    }

    [Fact]
    public async Task Text_ThatTheOtherWouldEnd_DisagreesAsAWhole()
    {
        var fifth = SumDecoder.After(DecoderFolder.TokensOf("abc"), 10)[4];
        _folder.AddVersion(2).With("genai_config.json", file => file["model"]!["eos_token_id"] = fifth, 2);
        await using var server = await StartAsync();

        await AskAsync(server);
        await ComparedAsync(server, 1);

        Assert.Equal(1, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Fact]
    public async Task Request_ThatTheOtherRefuses_DisagreesAsAWhole_AndIsNoFailure()
    {
        _folder.AddVersion(2).With("tokenizer_config.json", file => file["chat_template"] = "{{ raise_exception('no talk today') }}", 2);
        await using var server = await StartAsync();

        await AskAsync(
            server, "/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"abc"}],"max_tokens":10}""");
        await ComparedAsync(server, 1);

        Assert.Equal(1, await MetricAsync(server, "inference_release_disagreements_total", Trial));
        Assert.Equal(0, await MetricAsync(server, "inference_release_failures_total", Trial));
    }

    // The letters a and b have each other's tokens. After ` the first version writes an a; after q, it writes neither
    [Theory]
    [InlineData("`", new int[0], 1)]
    [InlineData("`", new[] { 1 }, 0)]
    [InlineData("q", new int[0], 0)]
    public async Task Version_WithOtherTokens_WritesByItself_AndIsComparedByTheText(string prompt, int[] otherAfter, double expected)
    {
        _folder.AddVersion(2, otherAfter: otherAfter).With("tokenizer.json", file =>
        {
            var letters = file["model"]!["vocab"]!.AsObject();
            (letters["a"], letters["b"]) = ((int)letters["b"]!, (int)letters["a"]!);
        }, 2);
        await using var server = await StartAsync();

        await AskAsync(server, body: $$"""{"model":"sum","prompt":"{{prompt}}","max_tokens":1}""");
        await ComparedAsync(server, 1);

        Assert.Equal(expected, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Fact]
    public async Task Shadow_ThatSaysSomethingElse_IsTakenBack_AndCostsNothingAnyMore()
    {
        _folder.AddVersion(2, otherAfter: [.. Enumerable.Range(1, 64)]);
        _folder.Settings("""{"release":{"version":2,"shadowPercent":100,"leastComparisons":5}}""");
        await using var server = await StartAsync();

        for (var i = 0; i < 5; i++)
            await AskAsync(server);
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_taken_back", Trial) == 1);
        for (var i = 0; i < 5; i++)
            await AskAsync(server);

        Assert.Equal(5, await MetricAsync(server, "inference_release_comparisons_total", Trial));
        Assert.Equal(
            "it says something else of 100 % of the tokens than the version in service, and 5 % are allowed", ReleaseOf(server).TakenBack);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shadow_ThatFails_IsTakenBack_AndNobodyNotices(bool isStreamed)
    {
        _folder.AddVersion(2, longest: 6);
        _folder.Settings("""{"release":{"version":2,"shadowPercent":100,"leastComparisons":3}}""");
        await using var server = await StartAsync();

        for (var i = 0; i < 3; i++)
        {
            var answer = await AskAsync(server, body: isStreamed ? Streamed : Whole);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.DoesNotContain("error", answer.Text, StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_taken_back", Trial) == 1);
        Assert.Equal(3, await MetricAsync(server, "inference_release_failures_total", Trial));
        Assert.Equal("100 % of its runs failed, and 1 % are allowed", ReleaseOf(server).TakenBack);
    }

    [Fact]
    public async Task Share_ThatFails_IsTakenBack_ByTheFailuresOfItsCallers()
    {
        _folder.AddVersion(2, longest: 6);
        _folder.Settings("""{"release":{"version":2,"stage":"share","sharePercent":100,"shadowPercent":0,"leastComparisons":3}}""");
        await using var server = await StartAsync();

        // What fails in the middle of a stream fails too
        foreach (var (body, status) in ((string, HttpStatusCode)[])[
            (Whole, HttpStatusCode.InternalServerError), (Streamed, HttpStatusCode.OK), (Whole, HttpStatusCode.InternalServerError)])
            Assert.Equal(status, (await AskAsync(server, body: body, caller: "sub-1")).Status);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, caller: "sub-1")).Status);
        Assert.Equal("100 % of its runs failed, and 1 % are allowed", ReleaseOf(server).TakenBack);
    }

    [Fact]
    public async Task Share_GetsAlwaysTheSameCallers_AtEveryDoor_UntilItIsTakenBack()
    {
        _folder.AddVersion(2, otherAfter: [.. Enumerable.Range(1, 64)]);
        _folder.Settings("""{"release":{"version":2,"stage":"share","sharePercent":50,"shadowPercent":0}}""");
        await using var server = await StartAsync();

        var versions = new List<string>();
        for (var i = 0; i < 20; i++)
            versions.Add(await VersionOfAsync(server, $"sub-{i}"));
        Assert.InRange(versions.Count(version => version == "2"), 3, 17);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(versions[i], await VersionOfAsync(server, $"sub-{i}"));
            Assert.Equal(versions[i], await VersionOfAsync(server, $"sub-{i}", "/v1/completions", Whole));
        }

        Assert.Equal("1", await VersionOfAsync(server, null));

        ReleaseOf(server).TakeBack("as the test wants it");
        for (var i = 0; i < 20; i++)
            Assert.Equal("1", await VersionOfAsync(server, $"sub-{i}"));
    }

    [Fact]
    public async Task All_AnswersEverybody_AndIsStillCompared()
    {
        _folder.AddVersion(2, otherAfter: [.. Enumerable.Range(1, 64)]);
        _folder.Settings("""{"release":{"version":2,"stage":"all","shadowPercent":100}}""");
        await using var server = await StartAsync();

        Assert.Equal("2", await VersionOfAsync(server, null));
        await ComparedAsync(server, 1);
        Assert.Equal(1, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Theory]
    [InlineData("""{"model":"sum","prompt":"abc","max_tokens":10,"user":"#"}""", 70_000)]
    [InlineData("""{"model":"sum","prompt":"#","max_tokens":10}""", 2_049)]
    public async Task Request_WithMoreThanIsKept_OrALongPrompt_IsLeftOut_AndCounted(string body, int length)
    {
        _folder.AddVersion(2);
        SetWindows(9_000);
        await using var server = await StartAsync();

        var answer = await AskAsync(server, body: body.Replace("#", new string('a', length), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_dropped_total", Trial) == 1);
        Assert.Equal(0, await MetricAsync(server, "inference_release_comparisons_total", Trial));
    }

    [Fact]
    public async Task Version_OfAnotherGraph_TakesOver_AsCallersSeeTextsAlone()
    {
        _folder.AddVersion(2, takesPositions: true).Settings("""{"release":{"version":2,"stage":"all","shadowPercent":100}}""");
        await using var server = await StartAsync();

        Assert.Equal("2", await VersionOfAsync(server, null));
        await ComparedAsync(server, 1);
        Assert.Equal(0, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Theory]
    [InlineData(
        "genai_config.json", "context_length",
        "version 2 cannot take over from version 1: its window has 32 tokens instead of 64")]
    [InlineData(
        "tokenizer_config.json", "chat_template",
        "version 2 cannot take over from version 1: it has no chat template, and so no conversations")]
    public async Task Version_ThatCallersWouldMissSomethingOf_ServesNobody(string file, string field, string reason)
    {
        _folder.AddVersion(2).Settings("""{"release":{"version":2,"stage":"all"}}""");
        _folder.With(file, content =>
        {
            if (field == "context_length")
                content["model"]![field] = 32;
            else
                content.Remove(field);
        }, 2);
        await using var server = await StartAsync();

        Assert.Equal("1", await VersionOfAsync(server, "sub-1"));
        Assert.Equal(reason, ReleaseOf(server).TakenBack);
    }

    [Theory]
    [InlineData("""{"version":2,"shadowPercent":101}""", "model.json sets release.shadowPercent to 101; expected 0 to 100")]
    [InlineData("""{"version":2,"leastComparisons":0}""", "model.json sets release.leastComparisons to 0; expected 1 to 1000")]
    [InlineData("""{"version":2,"maxTokens":5}""", "model.json has the key 'release.maxTokens', which is not known")]
    public async Task Settings_ThatDoNotFit_AreNamed(string release, string message)
    {
        _folder.Settings($$"""{"release":{{release}}}""");
        await using var errors = new StringWriter();

        Assert.Equal(
            1, await InferenceServer.RunAsync(["--Models:Root", _folder.Path, "--Logging:LogLevel:Default", "None"], errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Of both versions, with an end that the sums do not come to.</summary>
    private void SetWindows(int tokens)
    {
        foreach (var version in new[] { 1, 2 })
            _folder.With(
                "genai_config.json", file => (file["model"]!["context_length"], file["model"]!["eos_token_id"]) = (tokens, 0), version);
    }

    private Task<RunningServer> StartAsync(params string[] settings)
        => RunningServer.StartAsync(["--Models:Root", _folder.Path, .. settings]);

    private static Release ReleaseOf(RunningServer server)
        => ((ModelRepository)server.Services.GetService(typeof(ModelRepository))!).Find("sum").Trial!.Release!;

    private static Task ComparedAsync(RunningServer server, int requests) => Eventually.TrueAsync(
        async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) == requests);

    private static Task<Answer> AskAsync(
        RunningServer server, string path = "/v1/completions", string body = Whole, string? caller = null)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (caller is not null)
            request.Headers.Add("x-subscription-id", caller);
        return server.SendAsync(request);
    }

    /// <summary>Which version has answered, by what it writes where the answer does not say.</summary>
    private static async Task<string> VersionOfAsync(
        RunningServer server, string? caller, string path = "/v2/models/sum/generate",
        string body = """{"text_input":"abc","max_tokens":10}""")
    {
        var answer = await AskAsync(server, path, body, caller);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json["model_version"] is { } version ? (string)version!
            : (string)answer.Json["choices"]![0]!["text"]! == SumServer.After(DecoderFolder.TokensOf("abc"), 10).Text ? "1" : "2";
    }
}
