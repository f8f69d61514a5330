using Platform.Forests.Tests;
using static Platform.Inference.Tests.Predict.ClassNodes;

namespace Platform.Inference.Tests.Predict;

/// <summary>What <c>model.json</c> says of outputs and classes is done, or refused when the model is loaded.</summary>
public sealed class OutputSettingsTests : IDisposable
{
    private const string Row = """{"a":1,"b":3}""";
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Outputs_ThatNameNone_AreRefused(string outputs)
    {
        AddTables($$"""{"features":["a","b"],"outputs":{{outputs}}}""", "y");

        Assert.Equal(
            "model.json names none in \"outputs\"; expected a list of those to give, or what they are, {\"label\": \"a\", "
            + "\"probabilities\": \"b\"}",
            _models.Refusal());
    }

    [Theory]
    [InlineData("regression", """{"label":"y"}""", "[\"y\"]")]
    [InlineData("tensors", """{"probabilities":"y"}""", "[\"y\"]")]
    [InlineData("regression", """{"label":"z","probabilities":"y"}""", "[\"z\", \"y\"]")]
    public void Outputs_AsClassesOfATaskWithoutAny_AreRefused(string task, string outputs, string list)
    {
        AddTables($$"""{"features":["a","b"],"task":"{{task}}","outputs":{{outputs}}}""", "y", "z");

        Assert.Equal(
            $"model.json sets the task to {task}, but says in \"outputs\" which is the label or has the probabilities; list those to give, "
            + $"{list}, or leave \"task\" out",
            _models.Refusal());
    }

    [Theory]
    [InlineData("""["y","size"]""")]
    [InlineData("""{"label":"size"}""")]
    public void Outputs_WithoutRows_AreRefused(string outputs)
    {
        _models.Add(
            "m", $$"""{"features":["a","b"],"outputs":{{outputs}}}""", X(), Identity("x", "y"), OnnxBytes.Node("", "Shape", "x", ["size"]),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "size", ModelFolder.Int64, [2]));

        Assert.Equal(
            "model.json names the output 'size', which has shape [2]; expected one with a row for each row of features, such as [-1] or "
            + "[-1,2]",
            _models.Refusal());
    }

    [Fact]
    public async Task Outputs_AsAList_AreThoseThatAreGiven()
    {
        AddTables("""{"features":["a","b"],"outputs":["z"]}""", "y", "z");

        Assert.Equal("""{"prediction":[1,3]}""", await _models.PredictAsync(Row));
    }

    [Fact]
    public async Task Task_OfClassification_TakesTheClassFromScores()
    {
        AddTables("""{"features":["a","b"],"task":"classification"}""", "y");

        Assert.Equal("""{"prediction":"1","outputs":{"y":[1,3]}}""", await _models.PredictAsync(Row));
    }

    [Theory]
    [InlineData(
        2, ",\"task\":\"classification\"",
        "model.json asks for classes, and each of the outputs ['y','z'] has a number for each; name one in \"outputs\"")]
    [InlineData(
        2, ""","labels":["u","v"]""",
        "model.json asks for classes, and each of the outputs ['y','z'] has a number for each; name one in \"outputs\"")]
    [InlineData(1, ""","labels":["u","v","w"]""", "model.json names 3 labels, but output 'y' has 2 classes")]
    public void Classes_ThatTheOutputsDoNotHave_AreRefused(int tables, string setting, string reason)
    {
        AddTables($$"""{"features":["a","b"]{{setting}}}""", [.. new[] { "y", "z" }.Take(tables)]);

        Assert.Equal(reason, _models.Refusal());
    }

    [Theory]
    [InlineData(
        ""","labels":["u","v"]""", "model.json gives labels, but no output is a class or has a number for each; leave \"labels\" out")]
    [InlineData(
        ",\"task\":\"classification\"",
        "model.json sets the task to classification, but no output is a class or has a number for each; name them in \"outputs\"")]
    public void Classes_OfAModelThatGivesANumber_AreRefused(string setting, string reason)
    {
        _models.Add(
            "m", $$"""{"features":["a","b"]{{setting}}}""", X(),
            OnnxBytes.Node("", "ReduceMax", "x", ["y"], OnnxBytes.Attribute("axes", new long[] { 1 })),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 1]));

        Assert.Equal(reason, _models.Refusal());
    }

    [Theory]
    [InlineData("scores", """{"prediction":"no","outputs":{"scores":[4,-4]}}""")]
    [InlineData("probabilities", """{"prediction":"no","probabilities":{"no":4,"yes":-4}}""")]
    public async Task Classifier_WithoutATransform_GivesScoresUnlessTheyAreCalledOtherwise(string scores, string expected)
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", X(),
            Linear("label", OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" }), scores, "NONE"),
            OnnxBytes.Value(12, "label", ModelFolder.Bytes, [-1]), OnnxBytes.Value(12, scores, ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(expected, await _models.PredictAsync(Row));
    }

    [Theory]
    [InlineData("""{"labels":["u","v"]}""", "\"labels\"")]
    [InlineData("""{"optional":["a"]}""", "\"optional\"")]
    [InlineData("""{"task":"regression","outputs":["OUTPUT0"],"categories":{"a":["b"]}}""", "\"task\", \"outputs\", \"categories\"")]
    public void Settings_OfNamedFeatures_OfAModelWithoutAny_AreRefused(string settings, string unused)
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [-1, 3, 8, 8], settings);

        Assert.Equal(
            $"model.json sets {unused}, which would apply to nothing, as the model takes no named features; name them in \"features\" "
            + $"where its inputs are rows of columns, or leave {unused} out",
            _models.Refusal());
    }

    [Fact]
    public async Task TaskTensors_OfAModelWithoutNamedFeatures_IsWhatItHas()
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [-1, 2], """{"task":"tensors"}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync(
            "/v2/models/m/infer", """{"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""");

        Assert.Equal(
            """{"model_name":"m","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""",
            answer.Text);
    }

    [Fact]
    public void Labels_OfColumnsThatNobodyNamed_AreRefused()
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [-1, 2], """{"labels":["u","v"]}""");

        Assert.Equal(
            "model.json sets \"labels\", which would apply to nothing, as input 'INPUT0' has 2 columns without names, so /predict and "
            + "/score do not take it; name them in \"features\" of model.json, 2 for 'INPUT0', or leave \"labels\" out",
            _models.Refusal());
    }

    [Fact]
    public void Features_OfAModelWithoutRowsOfAnswers_AreRefused()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", X(), OnnxBytes.Node("", "Shape", "x", ["size"]),
            OnnxBytes.Value(12, "size", ModelFolder.Int64, [2]));

        Assert.Equal(
            "model.json sets \"features\", which would apply to nothing, as no output has a row for each row of features; export the model "
            + "with one that has, or leave \"features\" out",
            _models.Refusal());
    }

    /// <summary>A model of two features, whose outputs are them.</summary>
    private void AddTables(string settings, params string[] outputs) => _models.Add(
        "m", settings,
        [
            X(), .. outputs.Select(output => Identity("x", output)),
            .. outputs.Select(output => OnnxBytes.Value(12, output, ModelFolder.Fp32, [-1, 2])),
        ]);
}
