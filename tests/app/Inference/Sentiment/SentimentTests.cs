using System.Net;

namespace Platform.Inference.Tests.Sentiment;

public sealed class SentimentTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Path = "/sentiment-analysis";

    [Theory]
    [InlineData("I love this phone, the camera is superb", "positive", 0.90007037)]
    [InlineData("I LOVE IT!!!", "positive", 0.6123724)]
    [InlineData("This is not good.", "negative", -0.6123724)]
    [InlineData("What a horrible, horrible day", "negative", -0.84016806)]
    [InlineData("The table has four legs", "neutral", 0)]
    [InlineData("", "neutral", 0)]
    [InlineData("Ĝis la revido, 東京 \ud83d\ude00", "neutral", 0)]
    public async Task Sentiment_OfAText_IsThatOfItsWords(string text, string sentiment, double score)
    {
        var answer = (await bundled.Server.PostAsync(Path, System.Text.Json.JsonSerializer.Serialize(new { text }))).Json;

        Assert.Equal((sentiment, score), ((string?)answer["sentiment"], (double)answer["score"]!));
    }

    [Fact]
    public async Task Sentiment_OfSeveralTexts_ComesInTheirOrder() => Assert.Equal(
        """[{"sentiment":"negative","score":-0.6123724},{"sentiment":"neutral","score":0},{"sentiment":"positive","score":0.6123724}]""",
        (await bundled.Server.PostAsync(Path, """[{"text":"not good"},{"text":"stone"},{"text":"good"}]""")).Text);

    [Theory]
    [InlineData("""{"txt":"x"}""", "unknown field 'txt'; expected 'text'")]
    [InlineData("""{}""", "'text' is missing")]
    [InlineData("", "the request has no body; expected an object {\"text\":\"…\"}, or an array of them")]
    [InlineData("""{"text":5}""", "'text' is not a string")]
    [InlineData("""{"text":"a","text":"b"}""", "'text' is given twice")]
    [InlineData("[]", "the array has no texts; expected at least one {\"text\":\"…\"}")]
    [InlineData("\"x\"", "the body is not an object {\"text\":\"…\"}, or an array of them")]
    [InlineData("""{"text":"x""", "the request body is not valid JSON: it ends too early")]
    public async Task Sentiment_WrongBody_Gives400AndSaysWhy(string body, string error) =>
        Assert.Equal(error, (await bundled.Server.PostAsync(Path, body)).Error(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData(ModelFolder.Fp32)]
    [InlineData(ModelFolder.Bytes)]
    public async Task Sentiment_OfAModelThatDoesSomethingElse_Gives400AndSaysWhatIsExpected(int type)
    {
        using var models = new ModelFolder();
        models.AddIdentity("sentiment", type, [-1]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal(
            "model 'sentiment' does not say the sentiment of texts: expected one input of BYTES [-1], and outputs 'sentiment' of BYTES [-1] and 'score' of FP32 [-1]; use /v2/models/sentiment/infer",
            (await server.PostAsync(Path, """{"text":"good"}""")).Error(HttpStatusCode.BadRequest));
    }
}
