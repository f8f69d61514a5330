using System.Text.Json.Nodes;
using Platform.Inference.Tests.Export;

namespace Platform.Inference.Tests.Training;

/// <summary>
/// What a job of the workspace says of a candidate and the version in service, both of which ONNX Runtime itself runs on what is held out.
/// </summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    private static readonly string _training = Path.Combine(AppContext.BaseDirectory, "training");
    private static readonly string _models = Path.Combine(AppContext.BaseDirectory, "models");

    private readonly TemporaryFolder _folder = new();
    private RuntimeOverHttp? _runtime;

    public async Task InitializeAsync() => _runtime = await RuntimeOverHttp.StartAsync();

    public async Task DisposeAsync()
    {
        await _runtime!.DisposeAsync();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Bank_IsComparedOnThePeopleWhomTheTrainingHasNotSeen()
    {
        await Python.RequireAsync("sklearn", "onnx");
        await StepAsync("bank", "prepare", "rows");
        Directory.CreateDirectory(_folder.File("settings"));
        await File.WriteAllTextAsync(_folder.File("settings/settings.json"), """{"chosen":{"C":0.0001},"tried":[]}""");
        await StepAsync("bank", "train", "rows", "settings", "fitted");
        await StepAsync("bank", "evaluate", "rows", "fitted", "metrics");
        await StepAsync("bank", "explain", "rows", "fitted", "explanation");
        await StepAsync("bank", "package", "rows", "settings", "fitted", "metrics", "explanation", "package");
        var held = (await File.ReadAllLinesAsync(_folder.File("rows/held_out.csv"))).Length - 1;

        Assert.StartsWith("not shown to be better: ", await CompareAsync("bank", Version("bank/1"), "package"), StringComparison.Ordinal);
        Assert.StartsWith("better: ", await CompareAsync("bank", "package", Version("bank/1")), StringComparison.Ordinal);
        Assert.Equal(held, (int)(await VerdictAsync())["rows"]!);
        Assert.Equal(
            "not shown to be better: the log loss differs by 0.0000 (0.0000 to 0.0000)",
            await CompareAsync("bank", Version("bank/1"), Version("bank/1")));
    }

    // The second version has learned from such sentences, the first counts words
    [SkippableFact]
    public async Task Sentiment_IsComparedByWhatItsScoreSaysOfPraise()
    {
        await Python.RequireAsync("sklearn", "onnx");
        string[] praise = ["great food", "i love it", "works well", "a wonderful film", "highly recommended", "very good phone"];
        string[] blame = ["awful food", "i hate it", "broke in a week", "a boring film", "do not buy", "waste of money"];
        Directory.CreateDirectory(_folder.File("rows"));
        await File.WriteAllLinesAsync(
            _folder.File("rows/held_out.csv"),
            [
                "text,label",
                .. Enumerable.Range(0, 2).SelectMany(_ => praise.Select(text => $"{text},positive").Concat(
                    blame.Select(text => $"{text},negative"))),
            ]);

        Assert.StartsWith(
            "better: ", await CompareAsync("sentiment", Version("sentiment/1"), Version("sentiment/2")), StringComparison.Ordinal);
        Assert.Equal(24, (int)(await VerdictAsync())["rows"]!);
        Assert.StartsWith(
            "not shown to be better: ", await CompareAsync("sentiment", Version("sentiment/2"), Version("sentiment/1")),
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Stories_AreComparedByHowLikelyEachTextIsToThem()
    {
        await Python.RequireAsync("torch", "sklearn", "onnx");
        Directory.CreateDirectory(_folder.File("rows"));
        Directory.CreateDirectory(_folder.File("package"));
        // The texts after those that are trained on; and a version that has forgotten how to look back
        await Python.RunAsync([
            "-c",
            """
            import json, pathlib, shutil, sys
            sys.path[:0] = [sys.argv[1]]
            from stories import grammar
            rows, package, service = map(pathlib.Path, sys.argv[2:])
            (rows / "texts.json").write_text(json.dumps([""] * 20_000 + grammar.corpus(10, 7)))
            import numpy, onnx
            from onnx import numpy_helper
            for file in service.iterdir():
                shutil.copy(file, package)
            model = onnx.load(str(service / "model.onnx"))
            [weight] = [each for each in model.graph.initializer if each.name == "layers.1.q.weight.int8"]
            weight.CopyFrom(numpy_helper.from_array(numpy.zeros(list(weight.dims), numpy.int8), weight.name))
            onnx.save(model, str(package / "model.onnx"))
            """,
            _training, _folder.File("rows"), _folder.File("package"), Version("stories/1")]);

        Assert.StartsWith(
            "not shown to be better: ", await CompareAsync("stories", Version("stories/1"), "package"), StringComparison.Ordinal);
        Assert.StartsWith("better: ", await CompareAsync("stories", "package", Version("stories/1")), StringComparison.Ordinal);
        Assert.Equal(10, (int)(await VerdictAsync())["rows"]!);
    }

    private static string Version(string of) => Path.Combine(_models, of);

    private Task StepAsync(string model, string step, params string[] names)
        => Python.RunAsync([
            Path.Combine(_training, "run.py"), model, step, .. names.SelectMany(name => new[] { $"--{name}", _folder.File(name) })]);

    /// <param name="service">The folder of a version, which is put where a registered model has it.</param>
    /// <param name="candidate">The folder of another.</param>
    private async Task<string> CompareAsync(string model, string service, string candidate)
    {
        using var job = new TemporaryFolder();
        CopyVersion(service, job.File($"service/{model}/1"));
        CopyVersion(candidate, job.File("candidate"));
        // A version from before the pipelines has none, whose lineage the verdict names
        if (!File.Exists(job.File("candidate/training.json")))
            await File.WriteAllTextAsync(job.File("candidate/training.json"), """{"lineage":{"data":"bundled"}}""");
        return await new StandInWorkspace(_folder, _training, _runtime!.Module).RunAsync(
            model, "compare", "rows", $"package={job.File("candidate")}", $"service={job.File("service")}", "verdict");
    }

    private void CopyVersion(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(_folder.File(from)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private async Task<JsonObject> VerdictAsync()
        => JsonNode.Parse(await File.ReadAllTextAsync(_folder.File("verdict/verdict.json")))!.AsObject();
}
