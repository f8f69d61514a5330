using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Generation.Http;

public sealed class TritonTests(SumServer shared) : IClassFixture<SumServer>
{
    private static readonly string _text = SumServer.After(DecoderFolder.TokensOf("abc"), 16).Text;

    [Theory]
    [InlineData("/v2/models/sum/generate", """{"text_input":"abc"}""", "abc")]
    [InlineData(
        "/v2/models/sum/versions/1/generate", """{"text_input":"abc","parameters":{"stream":false,"temperature":0},"id":"7"}""", "abc")]
    [InlineData("/v2/models/sum/generate", """{"text_input":"abc","parameters":{"exclude_input_in_output":true}}""", "")]
    [InlineData("/v2/models/sum/generate", """{"text_input":"abc","max_tokens":16}""", "abc")]
    public async Task Generate_AnswersWithOneText(string path, string body, string before)
    {
        var answer = await shared.Server.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            new JsonObject { ["model_name"] = "sum", ["model_version"] = "1", ["text_output"] = before + _text }.ToJsonString(),
            answer.Json.ToJsonString());
    }

    [Fact]
    public async Task GenerateStream_AnswersWithPieces()
    {
        var events = SseEvents.Of(
            await shared.Server.PostAsync("/v2/models/sum/generate_stream", """{"text_input":"abc","parameters":{"stream":true}}"""));
        Assert.Equal(_text, string.Concat(events.Select(one => (string)JsonNode.Parse(one)!["text_output"]!)));
    }

    [Theory]
    [InlineData("generate", """{"text":"a"}""", "'text_input' is missing; expected a string")]
    [InlineData(
        "generate", """{"text_input":"a","parameters":{"stream":true}}""",
        "'stream' is true; expected false here: use generate_stream for a stream")]
    [InlineData(
        "generate_stream", """{"text_input":"a","parameters":{"stream":false}}""",
        "'stream' is false; expected true here: use generate for one answer")]
    [InlineData(
        "generate", """{"text_input":"a","parameters":{"bad_words":"b"}}""", "'parameters.bad_words' is not supported; leave it out")]
    [InlineData("generate", """{"text_input":"a","parameters":[]}""", "'parameters' is an array; expected an object")]
    [InlineData("generate", """{"text_input":"a","images":[]}""", "'images' is not supported; leave it out")]
    public async Task BadInput_IsRefusedInTritonsForm(string verb, string body, string message)
        => Assert.Equal(message, (await shared.Server.PostAsync($"/v2/models/sum/{verb}", body)).Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task ModelOrVersion_ThatIsNotThere_IsNotFound()
    {
        const string body = """{"text_input":"a"}""";
        Assert.Equal(
            "model 'none' not found", (await shared.Server.PostAsync("/v2/models/none/generate", body)).Error(HttpStatusCode.NotFound));
        Assert.Equal(
            "model 'sum' has no version '2'; it has 1",
            (await shared.Server.PostAsync("/v2/models/sum/versions/2/generate", body)).Error(HttpStatusCode.NotFound));
    }
}
