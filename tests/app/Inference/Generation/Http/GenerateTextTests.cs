using System.Net;

namespace Platform.Inference.Tests.Generation.Http;

public sealed class GenerateTextTests(SumServer shared) : IClassFixture<SumServer>
{
    [Fact]
    public async Task Prompt_WithAMaxLength_IsGoneOnFromUpToIt()
    {
        var (text, tokens, reason) = SumServer.After(DecoderFolder.TokensOf("Once upon"), 20 - 9);
        var answer = await shared.Server.PostAsync("/generate-text", """{"prompt":"Once upon","max_length":20}""");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal(["generated_text", "model", "finish_reason", "usage"], answer.Json.AsObject().Select(field => field.Key));
        Assert.Equal(
            ("Once upon" + text, "sum", reason, 9, tokens, 9 + tokens),
            ((string)answer.Json["generated_text"]!, (string)answer.Json["model"]!, (string)answer.Json["finish_reason"]!,
                (int)answer.Json["usage"]!["prompt_tokens"]!,
                (int)answer.Json["usage"]!["completion_tokens"]!, (int)answer.Json["usage"]!["total_tokens"]!));
    }

    [Fact]
    public async Task MaxLength_BeyondTheWindow_EndsAtTheWindow()
    {
        var (text, _, reason) = SumServer.After(DecoderFolder.TokensOf("abc"), 64 - 3);
        var answer = await shared.Server.PostAsync("/generate-text", """{"prompt":"abc"}""");
        Assert.Equal(("abc" + text, reason), ((string)answer.Json["generated_text"]!, (string)answer.Json["finish_reason"]!));
    }

    [Theory]
    [InlineData("", "the request has no body; expected an object of JSON")]
    [InlineData("[]", "the body is an array; expected an object")]
    [InlineData("{", "the body is not valid JSON (line 1, byte 2)")]
    [InlineData("""{"prompt":"a","prompt":"b"}""", "the body has a field twice, and readers would differ in which of them counts")]
    [InlineData("""{"max_length":10}""", "'prompt' is missing; expected a string")]
    [InlineData("""{"prompt":null}""", "'prompt' is null; expected a string")]
    [InlineData("""{"prompt":["a"]}""", "'prompt' is an array; expected a string")]
    [InlineData("""{"prompt":""}""", "'prompt' is empty; expected at least one character")]
    [InlineData("""{"prompt":"\ud83d"}""", "'prompt' has half of a character, such as \\ud83d alone; expected text of Unicode")]
    [InlineData("""{"prompt":"a","max_length":0}""", "'max_length' is 0; expected a whole number from 1 to 2147483647")]
    [InlineData("""{"prompt":"a","max_length":-1}""", "'max_length' is -1; expected a whole number from 1 to 2147483647")]
    [InlineData("""{"prompt":"a","max_length":"9"}""", "'max_length' is a string; expected a whole number from 1 to 2147483647")]
    [InlineData(
        """{"prompt":"abc","max_length":3}""",
        "'max_length' is 3, for prompt and text together, and the prompt has 3 tokens; ask for more")]
    [InlineData("""{"prompt":"a","stream":true}""", "'stream' is not supported here; use /v1/completions, which streams")]
    [InlineData("""{"prompt":"a","num_beams":4}""", "'num_beams' is not supported; leave it out")]
    public async Task BadInput_IsRefusedByName(string body, string message)
        => Assert.Equal(message, (await shared.Server.PostAsync("/generate-text", body)).Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Prompt_LongerThanTheWindow_IsRefusedWithBothNumbers()
    {
        var answer = await shared.Server.PostAsync("/generate-text", $$"""{"prompt":"{{new string('a', 70)}}"}""");
        Assert.Equal(
            "'prompt' has 70 tokens, and the window of model 'sum' has 64 for prompt and text together; send less",
            answer.Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Model_ThatWritesNoTexts_IsRefused()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(
            "model 'iris' writes no texts; use /v2/models/iris/infer",
            (await server.PostAsync("/generate-text", """{"prompt":"a","model":"iris"}""")).Error(HttpStatusCode.BadRequest));
        Assert.Equal(
            "model 'none' not found",
            (await server.PostAsync("/generate-text", """{"prompt":"a","model":"none"}""")).Error(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Root_WithoutSuchAModel_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        Assert.Equal(
            "no model here writes texts", (await server.PostAsync("/generate-text", """{"prompt":"a"}""")).Error(HttpStatusCode.NotFound));
    }
}
