using System.Net;

namespace Platform.Inference.Tests.Generation.Http;

public sealed class CompletionTests(SumServer shared) : IClassFixture<SumServer>
{
    [Fact]
    public async Task Prompt_IsGoneOnFrom_By16TokensWhereNothingIsSaid()
    {
        var (text, tokens, reason) = SumServer.After(DecoderFolder.TokensOf("abc"), 16);
        var json = (await AskAsync("""{"model":"sum","prompt":"abc"}""")).Json;
        Assert.Equal(["id", "object", "created", "model", "choices", "usage"], json.AsObject().Select(field => field.Key));
        Assert.Equal(["index", "text", "logprobs", "finish_reason"], json["choices"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(
            ("text_completion", text, reason, 3, tokens),
            ((string)json["object"]!, (string)json["choices"]![0]!["text"]!, (string)json["choices"]![0]!["finish_reason"]!,
                (int)json["usage"]!["prompt_tokens"]!,
                (int)json["usage"]!["completion_tokens"]!));
    }

    [Theory]
    [InlineData("""["abc"]""")]
    [InlineData("[101,102,103]")]
    public async Task Prompt_InOtherForms_IsTheSame(string prompt)
    {
        var plain = await AskAsync("""{"model":"sum","prompt":"abc"}""");
        var other = await AskAsync($$"""{"model":"sum","prompt":{{prompt}}}""");
        Assert.Equal(plain.Json["choices"]!.ToJsonString(), other.Json["choices"]!.ToJsonString());
    }

    [Fact]
    public async Task Stream_HasPieces_OneReason_AndAnEnd()
    {
        var (text, tokens, reason) = SumServer.After(DecoderFolder.TokensOf("abc"), 30);
        var chunks = SseEvents.Chunks(
            await AskAsync("""{"model":"sum","prompt":"abc","max_tokens":30,"stream":true,"stream_options":{"include_usage":true}}"""));
        Assert.Equal(text, string.Concat(chunks[..^2].Select(chunk => (string)chunk["choices"]![0]!["text"]!)));
        Assert.All(chunks[..^2], chunk => Assert.Null(chunk["choices"]![0]!["finish_reason"]));
        Assert.Equal($$"""{"index":0,"text":"","logprobs":null,"finish_reason":"{{reason}}"}""", chunks[^2]["choices"]![0]!.ToJsonString());
        Assert.Equal(("[]", tokens), (chunks[^1]["choices"]!.ToJsonString(), (int)chunks[^1]["usage"]!["completion_tokens"]!));
    }

    [Theory]
    [InlineData("""{"model":"sum"}""", "'prompt' is missing; expected a string, an array of one string, or an array of tokens")]
    [InlineData("""{"model":"sum","prompt":7}""", "'prompt' is 7; expected a string, an array of one string, or an array of tokens")]
    [InlineData(
        """{"model":"sum","prompt":[]}""", "'prompt' is an array; expected a string, an array of one string, or an array of tokens")]
    [InlineData(
        """{"model":"sum","prompt":["a","b"]}""",
        "'prompt' has 2 prompts, which is not supported; send one at a time: several are made together anyway")]
    [InlineData(
        """{"model":"sum","prompt":"\ud83d"}""", "'prompt' has half of a character, such as \\ud83d alone; expected text of Unicode")]
    [InlineData(
        """{"model":"sum","prompt":["\ud83d"]}""", "'prompt[0]' has half of a character, such as \\ud83d alone; expected text of Unicode")]
    [InlineData("""{"model":"sum","prompt":[260]}""", "'prompt' has the token 260; this model knows those from 0 below 260")]
    [InlineData("""{"model":"sum","prompt":"a","echo":true}""", "'echo' is not supported; leave it out")]
    [InlineData("""{"model":"sum","prompt":"a","suffix":"b"}""", "'suffix' is not supported; leave it out")]
    [InlineData("""{"model":"sum","prompt":"a","best_of":3}""", "'best_of' is not supported; leave it out")]
    [InlineData("""{"model":"sum","prompt":"a","logprobs":1}""", "'logprobs' is not supported; leave it out")]
    [InlineData(
        """{"model":"sum","prompt":"a","max_tokens":64}""",
        "'prompt' has 1 tokens and 64 more are asked for, and the window of model 'sum' has 64 for both; send or ask for less")]
    public async Task BadInput_IsRefusedInOpenAisForm(string body, string message)
    {
        var answer = await AskAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public async Task Models_AreListed_ThoseThatWriteTexts()
    {
        var list = (await shared.Server.GetAsync("/v1/models")).Json;
        Assert.Equal("list", (string)list["object"]!);
        var one = Assert.Single(list["data"]!.AsArray())!;
        Assert.Equal(("sum", "model"), ((string)one["id"]!, (string)one["object"]!));
        Assert.Equal(one.ToJsonString(), (await shared.Server.GetAsync("/v1/models/sum")).Text);
        var missing = await shared.Server.GetAsync("/v1/models/gpt");
        Assert.Equal(
            (HttpStatusCode.NotFound,
                """{"error":{"message":"model 'gpt' not found","type":"invalid_request_error","param":null,"code":"model_not_found"}}"""),
            (missing.Status, missing.Text));
    }

    private Task<Answer> AskAsync(string body) => shared.Server.PostAsync("/v1/completions", body);
}
