using System.Text.Json.Nodes;
using Platform.Forests.Tests;
using Platform.Inference.Inspection;

namespace Platform.Inference.Tests.Inspection;

/// <summary>What <c>platform.cs model</c> says of folders.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task Run_OnABundledModel_TellsNamesTypesAndARealAnswer()
    {
        var run = await RunAsync(Path.Combine(AppContext.BaseDirectory, "models", "bank"));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(
            "  named      POST /models/bank/predict\n    age                  whole number (INT64)\n    job                  text: "
            + "admin., blue-collar, ", run.Output);
        Assert.Contains("    balance              number (FP32)\n    housing              text: no, yes\n", run.Output);
        Assert.Matches(
            """\n  answer     \{"model":"bank","version":"1","prediction":"yes","probabilities":\{"no":0\.15\d*,"yes":0\.84\d*\}\}\n$""",
            run.Output);
    }

    [Theory]
    [InlineData(
        null,
        "so that it runs in a process of its own; \"isolation\": \"process\" in model.json says the same, and \"none\" has it run in the "
        + "server all the same")]
    [InlineData("""{"isolation":"process"}""", null)]
    public async Task Run_OnAModelThatValuesCanEnd_NamesTheOperator(string? settings, string? note)
    {
        _models.Add(
            "rest", settings, OnnxBytes.Node("", "Mod", ["a", "b"], ["y"]),
            OnnxBytes.Value(11, "a", ModelFolder.Int64, [-1]), OnnxBytes.Value(11, "b", ModelFolder.Int64, [-1]),
            OnnxBytes.Value(12, "y", ModelFolder.Int64, [-1]));

        var run = await RunAsync(Folder("rest"));

        Assert.Equal(
            note is null ? [] : [$"  note       values of a request can end the process that it runs in, in its operator Mod, {note}"],
            run.Output.Split('\n').Where(line => line.Contains("values of a request", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1/model.onnx")]
    [InlineData("1")]
    [InlineData("")]
    public async Task Run_OnAMatrixWithoutNames_SaysWhatModelJsonCanSay(string path)
    {
        Add("matrix", [-1, 2]);

        var run = await RunAsync(Path.Combine(_models.Path, "matrix", path));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("""  example    {"feature_1":1,"feature_2":1}""", run.Output);
        var said = JsonNode.Parse(
            run.Output[(run.Output.IndexOf("(--write writes it):", StringComparison.Ordinal) + "(--write writes it):".Length)..])!;
        Assert.Equal("""{"features":["feature_1","feature_2"],"example":{"feature_1":1,"feature_2":1}}""", said.ToJsonString());
        Assert.False(File.Exists(Settings("matrix")));
    }

    [Fact]
    public async Task Run_WithWrite_KeepsWhatIsThere_AndThenHasNothingToSay()
    {
        Add("matrix", [-1, 2], """{"description":"Two numbers.","threads":1}""");

        var first = await RunAsync(Folder("matrix"), "--write");
        var second = await RunAsync(Folder("matrix"), "--write");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(
            """{"description":"Two numbers.","threads":1,"features":["feature_1","feature_2"],"example":{"feature_1":1,"feature_2":1}}""",
            JsonNode.Parse(File.ReadAllText(Settings("matrix")))!.ToJsonString());
        Assert.DoesNotContain("model.json", second.Output);
    }

    [Fact]
    public async Task Run_OnTextsThatTheGraphEncodes_KnowsTheirCategories()
    {
        var bundled = Path.Combine(AppContext.BaseDirectory, "models", "bank");
        var folder = Directory.CreateDirectory(Path.Combine(Folder("people"), "1")).FullName;
        File.Copy(Path.Combine(bundled, "1", "model.onnx"), Path.Combine(folder, "model.onnx"));

        var run = await RunAsync(Folder("people"), "--write");

        var written = JsonNode.Parse(File.ReadAllText(Settings("people")))!;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(Path.Combine(bundled, "model.json")))!["categories"]!.ToJsonString(),
            written["categories"]!.ToJsonString());
        Assert.Equal(
            """{"age":1,"job":"admin.","marital":"divorced","education":"primary","balance":1,"housing":"no","duration":1,"campaign":1}""",
            written["example"]!.ToJsonString());
    }

    [Fact]
    public async Task Run_OnAFileThatNoVersionHolds_SaysWhereItBelongs()
    {
        var bare = Directory.CreateDirectory(Folder("bare")).FullName;
        File.Move(Add("other", [-1, 2]), Path.Combine(bare, "some.onnx"));

        var run = await RunAsync(bare);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  named      POST /models/bare/predict\n", run.Output);
        Assert.EndsWith(
            $"\nwrong: it is served from {Path.Combine(bare, "1", "model.onnx")}; put it there, with model.json beside the folder 1\n",
            run.Output);
    }

    [Theory]
    [InlineData("""{"features":["a"]}""", "version 1 cannot be served: model.json names 1 features, but input 'INPUT0' has 2 columns")]
    [InlineData(
        """{"features":["a","b"],"example":{"a":1}}""",
        "version 1 cannot be served: model.json's example misses 'b'; the features are ['a','b']")]
    [InlineData(
        """{"features":["a","b"],"example":{"a":1,"b":"x"}}""",
        "version 1 cannot be served: model.json's example is refused: feature 'b' is not a number")]
    public async Task Run_OnWrongSettings_SaysWhatIsWrong(string settings, string problem)
    {
        Add("matrix", [-1, 2], settings);

        var run = await RunAsync(Folder("matrix"));

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith($"\nwrong: {problem}\n", run.Output);
    }

    [Fact]
    public async Task Run_WithWriteOverComments_LeavesThem()
    {
        const string commented = "{ // two numbers\n \"threads\": 1 }";
        Add("matrix", [-1, 2], commented);

        var run = await RunAsync(Folder("matrix"), "--write");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("wrong: version 1 cannot be served: model.json is not plain JSON: ", run.Output);
        Assert.Equal(commented, File.ReadAllText(Settings("matrix")));
    }

    [Fact]
    public async Task Run_OnTensorsAlone_SaysThatNothingIsServedByName()
    {
        Add("image", [-1, 3, 8, 8]);

        var run = await RunAsync(Folder("image"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  tensors    POST /v2/models/image/infer\n  features   none by name: ", run.Output);
    }

    [Fact]
    public async Task Run_OnTensorsOfUnknownRank_GivesTheirShapesAsTheServerDoes()
    {
        _models.AddOfAnyRank("free");

        var run = await RunAsync(Folder("free"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  inputs     x FP32 [-1]\n  outputs    y FP32 [-1]\n", run.Output);
    }

    [Fact]
    public async Task Run_OnFoldersWithoutAModel_SaysSo_AndExitsWith2()
    {
        var empty = Directory.CreateDirectory(Folder("empty")).FullName;
        var several = Directory.CreateDirectory(Folder("several")).FullName;
        File.WriteAllText(Path.Combine(several, "b.onnx"), "");
        File.WriteAllText(Path.Combine(several, "a.onnx"), "");

        Assert.Equal((2, $"'{empty}' holds no .onnx file, and no <version>/model.onnx\n"), Failed(await RunAsync(empty)));
        Assert.Equal((2, $"'{several}' holds several .onnx files: a.onnx, b.onnx; name one\n"), Failed(await RunAsync(several)));
        Assert.Equal((2, $"'{empty}/x' does not exist\n"), Failed(await RunAsync($"{empty}/x")));
        Assert.Equal((2, "usage: model PATH [--write]\n"), Failed(await RunAsync(empty, "--wirte")));
        Assert.Equal((2, "usage: model PATH [--write]\n"), Failed(await RunAsync()));
    }

    [Fact]
    public async Task Run_OnNamesThatNothingIsServedUnder_SaysSo()
    {
        Add("a b", [-1, 2]);
        Directory.CreateDirectory(Path.Combine(Folder("a b"), "latest"));

        var run = await RunAsync(Folder("a b"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            $"\nwrong: {Path.Combine(Folder("a b"), "latest")} is left out: a version is a whole number from 1 to 2147483647, without "
            + "leading zeros\n", run.Output);
        Assert.EndsWith("\nwrong: 'a b' is no name for a model: 1 to 128 characters of a-z, A-Z, 0-9, '_', '-' and '.'\n", run.Output);
    }

    private static (int ExitCode, string Errors) Failed(Run run) => (run.ExitCode, run.Errors);

    private string Add(string name, long[] shape, string? settings = null) => _models.AddIdentity(name, ModelFolder.Fp32, shape, settings);

    private string Folder(string name) => Path.Combine(_models.Path, name);

    private string Settings(string name) => Path.Combine(Folder(name), "model.json");

    private static async Task<Run> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await ModelCommand.RunAsync(arguments, output, errors);
        return new Run(exitCode, output.ToString(), errors.ToString());
    }

    private sealed record Run(int ExitCode, string Output, string Errors);
}
