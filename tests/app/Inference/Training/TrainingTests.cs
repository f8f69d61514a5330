using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Platform.Inference.Tests.Export;

namespace Platform.Inference.Tests.Training;

/// <summary>The pipelines of the bundled models, and what they have written.</summary>
public sealed class TrainingTests : IDisposable
{
    private static readonly string _training = Path.Combine(AppContext.BaseDirectory, "training");
    private static readonly string _models = Path.Combine(AppContext.BaseDirectory, "models");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Trained
        => [.. Files("training.json").Select(file => Path.GetRelativePath(_models, Path.GetDirectoryName(file)!))];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("bank")]
    [InlineData("iris")]
    public async Task Pipeline_RunAgain_WritesTheSameBytes(string model)
    {
        await Python.RequireAsync("sklearn", "onnx");

        await Python.RunAsync([Path.Combine(_training, "run.py"), model, "--output", _folder.File("out"), "--work", _folder.File("work")]);

        foreach (var file in new[] { "model.onnx", "reference.json" })
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(_models, model, "1", file)),
                await File.ReadAllBytesAsync(_folder.File($"out/1/{file}")));
        var (expected, made) = (await JsonAsync(Path.Combine(_models, model, "1", "training.json")),
            await JsonAsync(_folder.File("out/1/training.json")));
        // Where and by whom it was made is not the same everywhere
        foreach (var each in new[] { expected, made })
            each.Remove("lineage");
        Assert.Equal(expected.ToJsonString(), made.ToJsonString());
        // A test of the server compares with the library's own answers
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", $"{model}.csv")),
            await File.ReadAllTextAsync(_folder.File("work/metrics/answers.csv")));
    }

    // More of them add up in another order, and so the bytes would be another on each machine
    [SkippableFact]
    public async Task Pipeline_OfAnyModel_AddsUpOnOneThread()
    {
        await Python.RequireAsync("sklearn", "threadpoolctl");

        var threads = await Python.RunAsync([
            "-c",
            "import sys; sys.path[:0] = [sys.argv[1]]; import run; run.load('iris'); import threadpoolctl; "
            + "print({each['num_threads'] for each in threadpoolctl.threadpool_info() if each['internal_api'] == 'openblas'} - {1})",
            _training]);

        Assert.Equal("set()", threads.Trim());
    }

    [SkippableFact]
    public async Task Pipeline_ThatWasCutShort_GoesOnWithWhatIsThere()
    {
        await Python.RequireAsync("sklearn", "onnx");
        string[] run = [Path.Combine(_training, "run.py"), "bank", "--output", _folder.File("out"), "--work", _folder.File("work")];
        await Python.RunAsync(run);
        Directory.Delete(_folder.File("work/package"), recursive: true);
        // What a step left that was killed
        Directory.CreateDirectory(_folder.File("work/package.part"));
        await File.WriteAllTextAsync(_folder.File("work/package.part/model.onnx"), "half");

        var printed = await Python.RunAsync(run);

        Assert.DoesNotContain("bank: train", printed, StringComparison.Ordinal);
        Assert.Contains("bank: package", printed, StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_models, "bank/1/model.onnx")),
            await File.ReadAllBytesAsync(_folder.File("out/1/model.onnx")));
    }

    [SkippableTheory]
    [InlineData(
        "a,b\n1,2\n", "'rows.csv' lacks the column 'petal_length'; it has a, b",
        "'rows.csv' has the column 'a', which the model does not know; it knows sepal_length, sepal_width, petal_length, "
        + "petal_width, species")]
    [InlineData("sepal_length,sepal_width,petal_length,petal_width,species\n", "'rows.csv' holds no rows")]
    [InlineData("", "'rows.csv' lacks the column 'species'; it has none")]
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,wide,setosa\n",
        "'rows.csv' line 2: petal_width is 'wide'; expected a number")]
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,,setosa\n",
        "'rows.csv' line 2: petal_width is ''; expected a number")]
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,4,rose\n",
        "'rows.csv' line 2: species is 'rose'; the model knows setosa, versicolor, virginica")]
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,4,setosa\n",
        "'rows.csv' has 1 rows whose species is 'setosa'; expected 10 or more",
        "'rows.csv' has no rows whose species is 'virginica'; expected 10 or more")]
    [InlineData("sepal_length,sepal_width,petal_length,petal_width,species\n1,2\n", "'rows.csv' line 2 has 2 cells; expected 5")]
    public async Task Pipeline_OfBadRows_SaysEachThingInASentence_AndEndsWith1(string rows, params string[] sentences)
    {
        await Python.RequireAsync("sklearn", "onnx");
        await File.WriteAllTextAsync(_folder.File("rows.csv"), rows);

        var (code, _, errors) = await Python.StartAsync(
            [Path.Combine(_training, "run.py"), "iris", "--data", _folder.File("rows.csv"), "--output", _folder.File("out")], null);

        Assert.Equal(1, code);
        Assert.All(sentences, sentence => Assert.Contains(sentence, errors.Split('\n')));
        Assert.DoesNotContain("Traceback", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [SkippableFact]
    public async Task Pipeline_OfOtherRows_SaysInItsCardThatTheyAreNotTheBundledOnes()
    {
        await Python.RequireAsync("sklearn", "onnx");
        await File.WriteAllTextAsync(
            _folder.File("mine.csv"),
            string.Join('\n', (await File.ReadAllLinesAsync(Path.Combine(_training, "data/iris.csv"))).Where((_, row) => row % 10 != 5))
                + "\n");

        await Python.RunAsync([
            Path.Combine(_training, "run.py"), "iris", "--data", _folder.File("mine.csv"), "--output", _folder.File("out"), "--version",
            "2", "--held-out", _folder.File("rest.csv")]);

        var card = await File.ReadAllTextAsync(_folder.File("out/README.md"));
        Assert.Contains("Trained on `mine.csv`, 135 rows. It is not in the repository", card, StringComparison.Ordinal);
        Assert.Contains("| version | 2 |", card, StringComparison.Ordinal);
        Assert.Equal(136, (await File.ReadAllLinesAsync(_folder.File("rest.csv"))).Length);
        Assert.Equal("2", (string?)(await JsonAsync(_folder.File("out/2/reference.json")))["version"]);
    }

    /// <summary>In the workspace, with onnxruntime, which Debian has not; here with what says the same for each file.</summary>
    [SkippableTheory]
    [InlineData("0.9", "0.6", 1, "not shown to be better, and nothing is registered: the log loss differs by 0.4055 (0.4055 to 0.4055)")]
    [InlineData("0.6", "0.6", 1, "not shown to be better, and nothing is registered: the log loss differs by 0.0000 (0.0000 to 0.0000)")]
    [InlineData("0.6", "0.9", 0, "")]
    public async Task Compare_InTheWorkspace_LetsThroughWhatIsBetterAlone(string service, string candidate, int ends, string message)
    {
        await Python.RequireAsync("sklearn", "numpy");
        await File.WriteAllTextAsync(_folder.File("onnxruntime.py"), """
            import numpy
            class InferenceSession:
                def __init__(self, path, providers):
                    self.sure = float(open(path).read())
                def get_inputs(self):
                    return [type("Input", (), {"name": "features", "type": "tensor(float)"})]
                def run(self, outputs, values):
                    # Of the bundled rows, 50 of each class in their order
                    truth = numpy.repeat(numpy.arange(3), 50)
                    return [numpy.where(numpy.eye(3)[truth] > 0, self.sure, (1 - self.sure) / 2)]
            """);
        foreach (var (folder, sure) in new[] { ("service/iris/1", service), ("package", candidate) })
        {
            Directory.CreateDirectory(_folder.File(folder));
            await File.WriteAllTextAsync(_folder.File($"{folder}/model.onnx"), sure);
        }

        await File.WriteAllTextAsync(_folder.File("package/training.json"), """{"lineage":{"data":"bundled"}}""");
        Directory.CreateDirectory(_folder.File("rows"));
        File.Copy(Path.Combine(_training, "data/iris.csv"), _folder.File("rows/held_out.csv"));

        var (code, _, errors) = await Python.StartAsync([
            "-c",
            "import runpy, sys; sys.path[:0] = [sys.argv.pop(1), sys.argv.pop(1)]; sys.argv[0] = sys.path[1] + '/run.py'; "
            + "runpy.run_path(sys.argv[0], run_name='__main__')",
            _folder.Path, _training, "iris", "compare", "--rows", _folder.File("rows"), "--package", _folder.File("package"), "--service",
            _folder.File("service"),
            "--verdict", _folder.File("verdict")], null);

        Assert.Equal((ends, message), (code, errors.Trim()));
        Assert.Equal(ends == 0, File.Exists(_folder.File("verdict/verdict.json")));
    }

    [SkippableFact]
    public async Task Propose_OfACandidate_AddsTheNextVersionAsAShadow_AndKeepsTheRestOfModelJson()
    {
        await Python.RequireAsync();
        Directory.CreateDirectory(_folder.File("bank/1"));
        File.Copy(Path.Combine(_models, "bank/model.json"), _folder.File("bank/model.json"));
        // However deep a job of the workspace has put it
        Directory.CreateDirectory(_folder.File("fetched/named-outputs/model/1"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_models, "bank/1")))
            File.Copy(file, Path.Combine(_folder.File("fetched/named-outputs/model/1"), Path.GetFileName(file)));
        string[] propose = [
            Path.Combine(_training, "propose.py"), "bank", "--from", _folder.File("fetched"), "--to", _folder.File("bank"), "--shadow",
        ];

        await Python.RunAsync(propose);
        var first = await JsonAsync(_folder.File("bank/model.json"));
        await Python.RunAsync(propose);
        var second = await JsonAsync(_folder.File("bank/model.json"));

        Assert.Equal("""{"version":2,"stage":"shadow"}""", first["release"]!.ToJsonString());
        Assert.Equal("""{"version":3,"stage":"shadow"}""", second["release"]!.ToJsonString());
        second.Remove("release");
        Assert.Equal((await JsonAsync(Path.Combine(_models, "bank/model.json"))).ToJsonString(), second.ToJsonString());
        Assert.Equal("3", (string?)(await JsonAsync(_folder.File("bank/3/training.json")))["version"]);
        Assert.Contains("| version | 3 |", await File.ReadAllTextAsync(_folder.File("bank/README.md")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Card_OfEachModel_SaysWhatItsFilesSay()
    {
        await Python.RequireAsync();
        foreach (var model in Files("training.json")
            .GroupBy(file => Path.GetRelativePath(_models, file).Split(Path.DirectorySeparatorChar)[0]))
        {
            var highest = model.Select(file => Path.GetDirectoryName(file)!)
                .MaxBy(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))!;

            var card = await Python.RunAsync([Path.Combine(_training, "cards.py"), model.Key, highest]);

            Assert.Equal(card, (await File.ReadAllTextAsync(Path.Combine(_models, model.Key, "README.md"))).Trim());
        }
    }

    [Theory, MemberData(nameof(Trained))]
    public async Task Lineage_OfEachVersion_IsOfTheScriptsThatAreHere(string version)
    {
        var lineage = (await JsonAsync(Path.Combine(_models, version, "training.json")))["lineage"]!;
        var own = Directory.GetFiles(Path.Combine(_training, version.Split(Path.DirectorySeparatorChar)[0]), "*.py")
            .Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var script in new[] { "references.py", "reports.py", "steps.py", "tables.py" }.Select(
            name => Path.Combine(_training, name)).Concat(own))
            hash.AppendData(await File.ReadAllBytesAsync(script));

        Assert.Equal(Convert.ToHexStringLower(hash.GetHashAndReset()), (string?)lineage["scriptsSha256"]);
        Assert.Equal("bundled", (string?)lineage["data"]);
    }

    [Fact]
    public async Task Reference_OfEachVersion_HasBinsThatHoldAllRows()
    {
        Assert.NotEmpty(Files("reference.json"));
        foreach (var file in Files("reference.json"))
        {
            var reference = await JsonAsync(file);
            Assert.Equal(
                (1, Path.GetFileName(Path.GetDirectoryName(file))), ((int)reference["schemaVersion"]!, (string?)reference["version"]));
            foreach (var (name, each) in reference["features"]!.AsObject().Concat(reference["outputs"]!.AsObject())
                .Append(new("confidence", reference["confidence"])))
            {
                var shares = each!["shares"] is JsonArray list
                    ? [.. list.Select(share => (double)share!)]
                    : each["shares"]!.AsObject().Select(share => (double)share.Value!).ToList();
                Assert.Equal(1, shares.Sum(), 1e-4);
                if (each["edges"] is not JsonArray edges)
                    continue;
                Assert.Equal((9, 10), (edges.Count, shares.Count));
                double[] numbers = [.. edges.Select(edge => (double)edge!)];
                Assert.True(
                    numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second),
                    $"{file}: {name} has the edges {edges.ToJsonString()}");
            }
        }
    }

    private static IEnumerable<string> Files(string name)
        => Directory.EnumerateFiles(_models, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static async Task<JsonObject> JsonAsync(string file) => JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
}
