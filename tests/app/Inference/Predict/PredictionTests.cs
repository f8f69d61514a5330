using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Predict;

/// <summary>What the outputs of other models than the bundled ones become.</summary>
public sealed class PredictionTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(4294967296, "4294967301")]
    [InlineData(-8, "-3")]
    [InlineData(9223372036854775802, "9223372036854775807")]
    public async Task Predict_IntegerWithoutClasses_IsTheWholeNumber(long x, string prediction)
    {
        AddSum(null);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync("/predict", $$"""{"x":{{x}},"y":5}""");
        var score = await server.PostAsync("/score", $$"""{"instances":[[{{x}},5]]}""");

        Assert.Equal($$"""{"model":"sum","version":"1","prediction":{{prediction}}}""", answer.Text);
        Assert.Equal($$"""{"predictions":[{{prediction}}]}""", score.Text);
    }

    [Fact]
    public async Task Predict_IntegerThatIsDeclaredTheLabel_IsTheLabelOfThatClass()
    {
        AddSum("""{"labels":["zero","one"],"outputs":{"label":"sum"}}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(
            """{"model":"sum","version":"1","prediction":"one"}""", (await server.PostAsync("/predict", """{"x":0,"y":1}""")).Text);
    }

    [Theory]
    [InlineData(4294967296, 0, "4294967296")]
    [InlineData(0, -1, "-1")]
    [InlineData(1, 1, "2")]
    public async Task Predict_IntegerThatIsTheLabelOfNoClass_IsAnError(long x, long y, string number)
    {
        AddSum("""{"labels":["zero","one"],"outputs":{"label":"sum"}}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(
            $"model 'sum' gave its output 'sum' the number {number}, which is the position of none of its classes [zero, one]; set "
            + "\"labels\" of model.json right, or leave it out",
            (await server.PostAsync("/predict", $$"""{"x":{{x}},"y":{{y}}}""")).Error(HttpStatusCode.InternalServerError));
    }

    [Fact]
    public async Task Settings_WithLabelsOfIntegersThatTheGraphDoesNotExplain_AreRefused()
    {
        AddSum("""{"labels":["zero","one"]}""");
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(
            "model 'sum' version 1 could not be loaded: the graph does not say which number of its output 'sum' stands for which of the "
            + "classes [zero, one]; where 0 is the first, 1 the second and so on, say {\"label\": \"sum\"} in \"outputs\" of model.json, "
            + "with \"probabilities\" where it has them, else leave \"labels\" out",
            (await server.PostAsync("/models/sum/predict", """{"x":0,"y":1}""")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Predict_ClassWithoutLabelsButWithProbabilities_IsAKeyOfThem()
    {
        _models.Add(
            "classes", """{"features":["a","b"]}""",
            OnnxBytes.Node("", "Identity", "x", ["probabilities"]),
            OnnxBytes.Node("", "ArgMax", "x", ["label"], OnnxBytes.Attribute("axis", 1L), OnnxBytes.Attribute("keepdims", 0L)),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "label", ModelFolder.Int64, [-1]),
            OnnxBytes.Value(12, "probabilities", ModelFolder.Fp32, [-1, 2]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync("/predict", """{"a":0.25,"b":0.75}""");

        Assert.Equal("""{"model":"classes","version":"1","prediction":"1","probabilities":{"0":0.25,"1":0.75}}""", answer.Text);
    }

    [Fact]
    public async Task Predict_TextsOfManyRows_EachComeWithTheirRow()
    {
        _models.AddIdentity("echo", ModelFolder.Bytes, [-1], """{"features":["text"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        var texts = Enumerable.Range(0, 1000).Select(row => new string('é', row % 7) + row).ToList();

        var answer = await server.PostAsync("/score", $$"""{"instances":[{{string.Join(',', texts.Select(text => $"[\"{text}\"]"))}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(texts, answer.Json["predictions"]!.AsArray().Select(prediction => (string?)prediction));
    }

    private void AddSum(string? settings) => _models.Add(
        "sum", settings, OnnxBytes.Node("", "Add", ["x", "y"], ["sum"]),
        OnnxBytes.Value(11, "x", ModelFolder.Int64, [-1]), OnnxBytes.Value(11, "y", ModelFolder.Int64, [-1]),
        OnnxBytes.Value(12, "sum", ModelFolder.Int64, [-1]));
}
