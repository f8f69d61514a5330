using System.Net;

namespace Platform.Inference.Tests.Sentiment;

public sealed class SentimentTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Path = "/sentiment-analysis";

    /// <summary>Scores as scikit-learn gives them in the script that makes the model.</summary>
    [Theory]
    [InlineData("I love this phone, the camera is superb", "positive", 0.9903)]
    [InlineData("not good at all", "negative", -0.9844)]
    [InlineData("The table is made of wood.", "neutral", -0.0113)]
    [InlineData("", "neutral", -0.0963)]
    public async Task Sentiment_OfAText_IsWhatItWasTrainedToBe(string text, string sentiment, double score)
    {
        var answer = (await bundled.Server.PostAsync(Path, System.Text.Json.JsonSerializer.Serialize(new { text }))).Json;

        Assert.Equal(sentiment, (string?)answer["sentiment"]);
        Assert.Equal(score, (double)answer["score"]!, 0.0001);
    }

    [Theory]
    [InlineData("It is not a good phone", "It is a good phone")]
    [InlineData("I do not really like it", "I really like it")]
    public async Task Sentiment_OfANegation_IsTurnedAround(string negated, string plain)
    {
        var scores = new List<double>();
        foreach (var text in (string[])[negated, plain])
            scores.Add(
                (double)(await bundled.Server.PostAsync(Path, System.Text.Json.JsonSerializer.Serialize(new { text }))).Json["score"]!);
        Assert.True(scores[0] < 0 && scores[1] > 0.3, string.Join(" and ", scores));
    }

    [Fact]
    public async Task Sentiment_OfSeveralTexts_IsThatOfEachAlone_ToTheBit()
    {
        string[] texts = [
            "not good", "stone", "good", "", "Ĝis la revido, 東京 \ud83d\ude00",
            "The best, the very best film that I have ever seen in my whole life, and not only I.",
        ];
        var alone = new List<string>();
        foreach (var text in texts)
            alone.Add((await bundled.Server.PostAsync(Path, System.Text.Json.JsonSerializer.Serialize(new { text }))).Text);
        var together = await bundled.Server.PostAsync(Path, System.Text.Json.JsonSerializer.Serialize(texts.Select(text => new { text })));
        Assert.Equal($"[{string.Join(',', alone)}]", together.Text);
    }

    [Theory]
    [InlineData("I love this phone, the camera is superb", "positive", 0.90007037)]
    [InlineData("I LOVE IT!!!", "positive", 0.6123724)]
    [InlineData("This is not good.", "negative", -0.6123724)]
    [InlineData("What a horrible, horrible day", "negative", -0.84016806)]
    [InlineData("The table has four legs", "neutral", 0)]
    [InlineData("", "neutral", 0)]
    [InlineData("Ĝis la revido, 東京 \ud83d\ude00", "neutral", 0)]
    public async Task Version1_StaysTheSumOfItsWords(string text, string sentiment, double score)
    {
        var body = new { inputs = new[] { new { name = "text", datatype = "BYTES", shape = new[] { 1 }, data = new[] { text } } } };
        var outputs = (await bundled.Server.PostAsync(
            "/v2/models/sentiment/versions/1/infer", System.Text.Json.JsonSerializer.Serialize(body))).Json["outputs"]!.AsArray();

        Assert.Equal(sentiment, (string?)outputs.Single(output => (string?)output!["name"] == "sentiment")!["data"]![0]);
        Assert.Equal(score, (double)outputs.Single(output => (string?)output!["name"] == "score")!["data"]![0]!);
    }

    [Theory]
    [InlineData("""{"txt":"x"}""", "unknown field 'txt'; expected 'text'")]
    [InlineData("""{}""", "'text' is missing")]
    [InlineData("", "the request has no body; expected an object {\"text\":\"…\"}, or an array of them")]
    [InlineData("""{"text":5}""", "'text' is not a string")]
    [InlineData("""{"text":"a","text":"b"}""", "'text' is given twice")]
    [InlineData("[]", "the array has no texts; expected at least one {\"text\":\"…\"}")]
    [InlineData("\"x\"", "the body is not an object {\"text\":\"…\"}, or an array of them")]
    [InlineData("""{"text":"x""", "the request body is not valid JSON: it ends too early")]
    public async Task Sentiment_WrongBody_Gives400AndSaysWhy(string body, string error)
        => Assert.Equal(error, (await bundled.Server.PostAsync(Path, body)).Error(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData(ModelFolder.Fp32)]
    [InlineData(ModelFolder.Bytes)]
    public async Task Sentiment_OfAModelThatDoesSomethingElse_Gives400AndSaysWhatIsExpected(int type)
    {
        using var models = new ModelFolder();
        models.AddIdentity("sentiment", type, [-1]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal(
            "model 'sentiment' does not say the sentiment of texts: expected one input of BYTES [-1], and outputs 'sentiment' of BYTES "
            + "[-1] and 'score' of FP32 [-1]; use /v2/models/sentiment/infer",
            (await server.PostAsync(Path, """{"text":"good"}""")).Error(HttpStatusCode.BadRequest));
    }
}
