using System.Net;
using System.Text;
using Platform.Inference.Hosting;
using Platform.Inference.Settings;

namespace Platform.Inference.Tests.Generation.Http;

/// <summary>How long texts of a tier may be.</summary>
public sealed class TextTierTests : IAsyncLifetime
{
    private readonly DecoderFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(
        "--Models:Root", _folder.Path, "--Generation:Tiers:free:PromptTokens", "5", "--Generation:Tiers:free:AnswerTokens", "6");

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prompt_LongerThanTheTierAllows_IsRefusedWithBothNumbers()
    {
        Assert.Equal(
            "'prompt' has 6 tokens, and the tier 'free' allows 5; send less, or subscribe to a larger tier",
            (await AskAsync("free", "/generate-text", """{"prompt":"abcdef"}""")).Error(HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("free", "/generate-text", """{"prompt":"abcde"}""")).Status);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task Answer_LongerThanTheTierAllows_IsRefusedByItsField(string field)
    {
        var answer = await AskAsync(
            "free", "/v1/chat/completions", $$"""{"model":"sum","messages":[{"role":"user","content":"a"}],"{{field}}":7}""");
        Assert.Equal(
            (HttpStatusCode.BadRequest,
                $"'{field}' is 7, and the tier 'free' allows 6 tokens in an answer; ask for less, or subscribe to a larger tier", field),
            (answer.Status, (string?)answer.Json["error"]!["message"], (string?)answer.Json["error"]!["param"]));
    }

    [Fact]
    public async Task Answer_OfACallThatDoesNotSay_IsAsLongAsTheTierAllows()
    {
        var answer = await AskAsync("free", "/generate-text", """{"prompt":"abc","max_length":60}""");
        Assert.Equal(("length", 6), ((string)answer.Json["finish_reason"]!, (int)answer.Json["usage"]!["completion_tokens"]!));
    }

    [Fact]
    public async Task OtherProducts_HaveTheLimitsOfTheModel()
    {
        var expected = SumServer.After(DecoderFolder.TokensOf("abcdef"), 20 - 6);
        var answer = await AskAsync("premium", "/generate-text", """{"prompt":"abcdef","max_length":20}""");
        Assert.Equal("abcdef" + expected.Text, (string)answer.Json["generated_text"]!);
    }

    [Fact]
    public async Task Metrics_CountTokensReadAndWritten()
    {
        await AskAsync("free", "/generate-text", """{"prompt":"abc","max_length":60}""");
        var page = (await _server.GetAsync("/metrics")).Text;
        Assert.Contains("inference_tokens_total{model=\"sum\",version=\"1\",direction=\"read\"} 3\n", page, StringComparison.Ordinal);
        Assert.Contains("inference_tokens_total{model=\"sum\",version=\"1\",direction=\"written\"} 6\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Limit_BelowOne_EndsTheStart()
    {
        var fault = Assert.Throws<SettingException>(
            () => InferenceServer.Create(["--Models:Root", _folder.Path, "--Generation:Tiers:free:AnswerTokens", "0"]));
        Assert.Equal("setting Generation:Tiers:free:AnswerTokens is '0'; expected a whole number from 1", fault.Message);
    }

    private async Task<Answer> AskAsync(string product, string path, string body)
        => await _server.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "x-product-id", product } },
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
}
