using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Predict;

/// <summary>Classes are called what the graph or model.json calls them, and nothing else is called a probability.</summary>
public sealed class ClassTests : IDisposable
{
    private const string Row = """{"a":3,"b":0}""";
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("""{"features":["a","b"],"labels":["one","two"]}""", "one", "two")]
    [InlineData("""{"features":["a","b"]}""", "1", "2")]
    public async Task Predict_ClassesThatAreNotTheirPositions_AreNamedByTheirPlace(string settings, string first, string second)
    {
        AddLinear("m", settings, OnnxBytes.Attribute("classlabels_ints", new long[] { 1, 2 }));

        var answer = await PredictAsync("m", Row);

        Assert.Equal(first, (string?)answer.Json["prediction"]);
        Assert.Equal([first, second], answer.Json["probabilities"]!.AsObject().Select(entry => entry.Key));
        Assert.True((double)answer.Json["probabilities"]![first]! > 0.99);
    }

    [Theory]
    [InlineData("""{"features":["a","b"],"labels":["n","y"]}""", "n")]
    [InlineData("""{"features":["a","b"]}""", "no")]
    public async Task Predict_ClassesThatAreTexts_AreNamedAlikeInLabelAndProbabilities(string settings, string prediction)
    {
        AddLinear("m", settings, OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" }), ModelFolder.Bytes);

        var answer = await PredictAsync("m", Row);

        Assert.Equal(prediction, (string?)answer.Json["prediction"]);
        Assert.Equal(prediction, answer.Json["probabilities"]!.AsObject().First().Key);
    }

    [Theory]
    [InlineData(
        """{"features":["a","b"],"labels":["yes","no"]}""",
        "model.json gives the labels [yes, no], which are the graph's own classes in another order; they name its classes in its order, "
        + "[no, yes]: leave \"labels\" out")]
    [InlineData("""{"features":["a","b"],"labels":["x","y","z"]}""", "model.json names 3 labels, but the graph has 2 classes: [no, yes]")]
    [InlineData(
        """{"features":["a","b"],"task":"regression","labels":["x","y"]}""",
        "model.json gives labels, but its task is regression; leave \"labels\" out")]
    [InlineData("""{"features":["a","b","c"]}""", "model.json names 3 features, but input 'x' has 2 columns")]
    [InlineData(
        """{"features":["a","b"],"outputs":["rose"]}""",
        "model.json names the output 'rose', which the model does not have; it has ['label','probabilities']")]
    public async Task Settings_ThatCannotBeBroughtTogetherWithTheGraph_AreRefused(string settings, string reason)
    {
        AddLinear("m", settings, OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" }), ModelFolder.Bytes);
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);

        Assert.Equal(
            $"model 'm' version 1 could not be loaded: {reason}", (await PredictAsync("m", Row)).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Predict_ZipMap_IsTheTensorBelowItWithItsNames()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", Linear("label", "scores", OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" })),
            OnnxBytes.Node(
                "ai.onnx.ml", "ZipMap", "scores", ["output_probability"],
                OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" })),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "label", ModelFolder.Bytes, [-1]),
            SequenceOfMaps("output_probability"));

        var answer = await PredictAsync("m", Row);

        Assert.Equal("no", (string?)answer.Json["prediction"]);
        Assert.Equal(["no", "yes"], answer.Json["probabilities"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("y", "null", """{"prediction":[3,0]}""")]
    [InlineData("probabilities", "null", """{"prediction":"0","probabilities":{"0":3,"1":0}}""")]
    [InlineData("log_probabilities", "null", """{"prediction":[3,0]}""")]
    [InlineData("y", "[\"u\",\"v\"]", """{"prediction":"u","outputs":{"y":[3,0]}}""")]
    public async Task Predict_FloatsOfARow_AreProbabilitiesOnlyWhereSomethingSaysSo(string output, string labels, string expected)
    {
        _models.Add(
            "m", $$"""{"features":["a","b"],"labels":{{labels}}}""", OnnxBytes.Node("", "Identity", "x", [output]),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, output, ModelFolder.Fp32, [-1, 2]));

        var answer = await PredictAsync("m", Row);

        Assert.Equal(expected.Insert(1, "\"model\":\"m\",\"version\":\"1\","), answer.Text);
    }

    [Fact]
    public async Task Predict_SeveralPlainOutputs_AreAllGivenByName()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", OnnxBytes.Node("", "Identity", "x", ["mean"]), OnnxBytes.Node("", "Neg", "x", ["low"]),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "mean", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "low", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(
            """{"model":"m","version":"1","prediction":{"mean":[3,1],"low":[-3,-1]}}""",
            (await PredictAsync("m", """{"a":3,"b":1}""")).Text);
    }

    [Fact]
    public async Task Predict_RawScores_NeverWinOverProbabilities()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", OnnxBytes.Node("", "Neg", "x", ["scores"]),
            OnnxBytes.Node("", "Identity", "x", ["probabilities"]),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "scores", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "probabilities", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(
            """{"model":"m","version":"1","prediction":"0","probabilities":{"0":3,"1":1},"outputs":{"scores":[-3,-1]}}""",
            (await PredictAsync("m", """{"a":3,"b":1}""")).Text);
    }

    [Fact]
    public async Task Predict_FewerAnswersThanRows_IsAnError()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", OnnxBytes.Node("", "ReduceMean", "x", ["y"], OnnxBytes.Attribute("axes", new long[] { 0 })),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(
            "model 'm' gave its output 'y' the shape [1,2] for 2 rows of features; expected as many answers as rows",
            (await PredictAsync("m", $"[{Row},{Row}]")).Error(HttpStatusCode.InternalServerError));
    }

    private async Task<Answer> PredictAsync(string model, string body)
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        return await server.PostAsync($"/models/{model}/predict", body);
    }

    private void AddLinear(string name, string settings, byte[] classes, int label = ModelFolder.Int64) => _models.Add(
        name, settings, Linear("label", "probabilities", classes),
        OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "label", label, [-1]),
        OnnxBytes.Value(12, "probabilities", ModelFolder.Fp32, [-1, 2]));

    private static byte[] Linear(string label, string scores, byte[] classes) => OnnxBytes.Node(
        "ai.onnx.ml", "LinearClassifier", "x", [label, scores], classes, OnnxBytes.Attribute("coefficients", new[] { 1f, 1f, -1f, -1f }),
        OnnxBytes.Attribute("intercepts", new[] { 0f, 0f }), OnnxBytes.Attribute("post_transform", "SOFTMAX"),
        OnnxBytes.Attribute("multi_class", 1L));

    /// <summary>An output that is a sequence of maps from texts to floats.</summary>
    private static byte[] SequenceOfMaps(string name) => OnnxBytes.Message(
        12, OnnxBytes.Text(1, name), OnnxBytes.Message(2, OnnxBytes.Message(4, OnnxBytes.Message(1, OnnxBytes.Message(
            5, OnnxBytes.Number(1, ModelFolder.Bytes),
            OnnxBytes.Message(2, OnnxBytes.Message(1, OnnxBytes.Number(1, ModelFolder.Fp32))))))));
}
