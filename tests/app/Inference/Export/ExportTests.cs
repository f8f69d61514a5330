using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Export;

/// <summary>What docs/export.md says of each library: the models that its converter writes give the library's own answers here.</summary>
public sealed partial class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("sklearn_columns", "columns_plain", "columns_zipmap")]
    [InlineData("sklearn_matrix", "matrix_plain", "matrix_zipmap")]
    [InlineData("xgboost_trees", "boosted_plain", "boosted_zipmap")]
    [InlineData("keras_dense", "keras")]
    public async Task Export_OfALibrary_GivesTheLibrarysOwnAnswers(string recipe, params string[] models)
    {
        await Python.RequireAsync(recipe == "xgboost_trees" ? ["sklearn", "onnx", "xgboost"] : ["sklearn", "onnx"]);
        await Python.RunAsync([Path.Combine(AppContext.BaseDirectory, "Export", "export.py"), _folder.Path, recipe]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

        Assert.Equal(models, Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order());
        foreach (var model in models)
            await AssertAnswersAsync(server, model, JsonNode.Parse(await File.ReadAllTextAsync(_folder.File($"{model}.json")))!);
    }

    [SkippableFact]
    public async Task Export_OfPyTorch_IsThePagesOwnProgram()
    {
        await Python.RequireAsync("torch");
        var program = Programs().Single(program => program.Contains("import torch", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            _folder.File("export.py"), $"{program}\nprint(network(torch.tensor([[6.9, 3.2, 5.7, 2.3]])).tolist()[0])\n");
        var printed = await Python.RunAsync(["export.py"], _folder.Path);
        Directory.CreateDirectory(_folder.File("torch/1"));
        File.Move(_folder.File("model.onnx"), _folder.File("torch/1/model.onnx"));
        await File.WriteAllTextAsync(_folder.File("torch/model.json"), """{"features":["a","b","c","d"],"labels":["x","y","z"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

        var probabilities = JsonNode.Parse(printed.Split('\n')[^1])!.AsArray().Select(value => (double)value!).ToList();
        var expected = new JsonObject(
            new[] { "x", "y", "z" }.Zip(probabilities, (label, value) => KeyValuePair.Create(label, (JsonNode?)value)));
        await AssertAnswersAsync(server, "torch", new JsonObject
        {
            ["row"] = JsonNode.Parse("""{"a":6.9,"b":3.2,"c":5.7,"d":2.3}"""),
            ["prediction"] = new[] { "x", "y", "z" }[probabilities.IndexOf(probabilities.Max())],
            ["probabilities"] = expected,
        });
    }

    [SkippableFact]
    public async Task Programs_OfThePage_AreValidPython()
    {
        await Python.RequireAsync();
        Assert.NotEmpty(Programs());
        foreach (var program in Programs())
            await Python.RunAsync(["-c", "import ast, sys; ast.parse(sys.argv[1])", program]);
    }

    /// <summary>Ids of several lengths, padded, with a mask: two inputs whose dimensions are both free.</summary>
    [Fact]
    public async Task Export_TokensOfText_AreServedAsTensors()
    {
        using var models = new ModelFolder();
        models.Add(
            "text", null, OnnxBytes.Node("", "Mul", ["input_ids", "attention_mask"], ["masked"]),
            OnnxBytes.Node("", "Cast", "masked", ["logits"], OnnxBytes.Attribute("to", (long)ModelFolder.Fp32)),
            OnnxBytes.Value(11, "input_ids", ModelFolder.Int64, [-1, -1]),
            OnnxBytes.Value(11, "attention_mask", ModelFolder.Int64, [-1, -1]), OnnxBytes.Value(12, "logits", ModelFolder.Fp32, [-1, -1]));
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        var answer = await server.PostAsync(
            "/v2/models/text/infer",
            """
            {"inputs":[{"name":"input_ids","datatype":"INT64","shape":[2,3],"data":[[101,7592,102],[101,102,9]]},
                       {"name":"attention_mask","datatype":"INT64","shape":[2,3],"data":[[1,1,1],[1,1,0]]}]}
            """);

        Assert.Equal("[101,7592,102,101,102,0]", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    private static async Task AssertAnswersAsync(RunningServer server, string model, JsonNode expected)
    {
        var answer = await server.PostAsync($"/models/{model}/predict", expected["row"]!.ToJsonString());

        Assert.True(answer.Status == HttpStatusCode.OK, $"{model}: {answer.Text}");
        Assert.Equal((string?)expected["prediction"], (string?)answer.Json["prediction"]);
        var probabilities = expected["probabilities"]!.AsObject();
        Assert.Equal(probabilities.Select(label => label.Key), answer.Json["probabilities"]!.AsObject().Select(label => label.Key));
        foreach (var (label, probability) in probabilities)
            Assert.Equal(
                double.Parse(probability!.ToJsonString(), CultureInfo.InvariantCulture), (double)answer.Json["probabilities"]![label]!,
                tolerance: 1e-5);
    }

    private static List<string> Programs()
        => [
            .. Program().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Export", "export.md")))
            .Select(match => match.Groups[1].Value),
        ];

    [GeneratedRegex("^```python\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Program();
}
