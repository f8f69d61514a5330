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
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,species\n1,2,nan,1e39,setosa\n",
        "'rows.csv' line 2: petal_length is 'nan'; expected a number within ±3.403e+38",
        "'rows.csv' line 2: petal_width is '1e39'; expected a number within ±3.403e+38")]
    [InlineData(
        "sepal_length,sepal_width,petal_length,petal_width,label\n1,2,3,4,rose\n",
        "'rows.csv' line 2: species is 'rose'; the model knows setosa, versicolor, virginica")]
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

    [SkippableTheory]
    [InlineData("30", 39, "'rows.csv' has 39 rows whose label is 'yes'; expected 40 or more")]
    [InlineData("9223372036854775808", 40, "'rows.csv' line 2: age is '9223372036854775808'; expected a whole number within ±9.223e+18")]
    public async Task Bank_OfRowsThatItCannotTrainOn_SaysSoBeforeAnyStep(string age, int yes, string sentence)
    {
        await Python.RequireAsync("sklearn", "onnx");
        var rows = Enumerable.Range(0, 100).Select(
            row => $"{(row == 0 ? age : "40")},student,single,primary,{row}.5,no,100,1,{(row < yes ? "yes" : "no")}");
        await File.WriteAllLinesAsync(
            _folder.File("rows.csv"), ["age,job,marital,education,balance,housing,duration,campaign,label", .. rows]);

        var (code, printed, errors) = await Python.StartAsync(
            [Path.Combine(_training, "run.py"), "bank", "--data", _folder.File("rows.csv"), "--output", _folder.File("out")], null);

        Assert.Equal((1, "", sentence), (code, printed, errors.Trim()));
    }

    // What billing exports calls the truth so, whatever the model calls it
    [SkippableFact]
    public async Task Pipeline_OfAnExport_ReadsItsLabel()
    {
        await Python.RequireAsync("sklearn", "onnx");
        var rows = await File.ReadAllTextAsync(Path.Combine(_training, "data/iris.csv"));
        await File.WriteAllTextAsync(_folder.File("labelled.csv"), rows.Replace("species", "label", StringComparison.Ordinal));

        await Python.RunAsync([
            Path.Combine(_training, "run.py"), "iris", "--data", _folder.File("labelled.csv"), "--output", _folder.File("out")]);

        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_models, "iris/1/model.onnx")),
            await File.ReadAllBytesAsync(_folder.File("out/1/model.onnx")));
    }

    [SkippableFact]
    public async Task Sentiment_OfTextsWithoutAWordInCommon_IsRefused()
    {
        await Python.RequireAsync("sklearn", "onnx");
        var workspace = new StandInWorkspace(_folder, _training);
        Directory.CreateDirectory(_folder.File("rows"));
        await File.WriteAllTextAsync(_folder.File("rows/lexicons.json"), "[{},{}]");
        var sentences = Enumerable.Range(0, 30).Select(row => $"[\"w{row}\",{row % 2},0]");
        await File.WriteAllTextAsync(_folder.File("rows/sentences.json"), $"[{string.Join(',', sentences)}]");

        var (code, _, errors) = await workspace.StartAsync("sentiment", "sweep", "rows", "settings");

        Assert.Equal((1, "no word is in 2 of the 20 texts that are learned from; give more or longer ones"), (code, errors.Trim()));
    }

    [SkippableFact]
    public async Task Step_WhoseLibraryIsTheWorkspaces_SaysWhatIsMissing()
    {
        await Python.RequireAsync("sklearn");
        var workspace = new StandInWorkspace(_folder, _training) { Before = "sys.modules['mlflow'] = None" };
        Directory.CreateDirectory(_folder.File("verdict"));
        await File.WriteAllTextAsync(_folder.File("verdict/verdict.json"), """{"better":true}""");
        Directory.CreateDirectory(_folder.File("package"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_models, "iris/1")))
            File.Copy(file, _folder.File($"package/{Path.GetFileName(file)}"));

        var (code, _, errors) = await workspace.StartAsync("iris", "publish", "package", "verdict");

        Assert.Equal(1, code);
        Assert.Equal(
            "Python has no mlflow, which this step needs in the workspace; app/training/conda.yaml names what its jobs have",
            errors.Trim());
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

    [SkippableTheory]
    [InlineData("0.9", "0.6", false, "not shown to be better: the log loss differs by 0.4055 (0.4055 to 0.4055)")]
    [InlineData("0.6", "0.6", false, "not shown to be better: the log loss differs by 0.0000 (0.0000 to 0.0000)")]
    [InlineData("0.6", "0.9", true, "better: the log loss differs by -0.4055 (-0.4055 to -0.4055)")]
    public async Task Compare_InTheWorkspace_SaysWhetherItIsBetter_AndEndsWell(
        string service, string candidate, bool better, string message)
    {
        await Python.RequireAsync("sklearn", "numpy");
        var workspace = new StandInWorkspace(_folder, _training);
        foreach (var (folder, sure) in new[] { ("service/iris/1", service), ("package", candidate) })
        {
            Directory.CreateDirectory(_folder.File(folder));
            await File.WriteAllTextAsync(_folder.File($"{folder}/model.onnx"), sure);
        }

        await File.WriteAllTextAsync(_folder.File("package/training.json"), """{"lineage":{"data":"bundled"}}""");
        Directory.CreateDirectory(_folder.File("rows"));
        File.Copy(Path.Combine(_training, "data/iris.csv"), _folder.File("rows/held_out.csv"));

        var printed = await workspace.RunAsync("iris", "compare", "rows", "package", "service", "verdict");

        Assert.Equal(message, printed);
        Assert.Equal(better, (bool)(await JsonAsync(_folder.File("verdict/verdict.json")))["better"]!);
        Assert.Contains($"""["param", "verdict", "{message.Split(':')[0]}"]""", await workspace.RecordAsync());
    }

    [SkippableTheory, InlineData(true), InlineData(false)]
    public async Task Publish_InTheWorkspace_RegistersWhatIsBetterAlone(bool better)
    {
        await Python.RequireAsync();
        var workspace = new StandInWorkspace(_folder, _training)
        {
            Before = "import types; sys.modules['onnx'] = types.SimpleNamespace(__version__='1')",
        };
        Directory.CreateDirectory(_folder.File("package"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_models, "iris/1")))
            File.Copy(file, _folder.File($"package/{Path.GetFileName(file)}"));
        Directory.CreateDirectory(_folder.File("verdict"));
        await File.WriteAllTextAsync(_folder.File("verdict/verdict.json"), $$"""{"better":{{(better ? "true" : "false")}}}""");

        var printed = await workspace.RunAsync("iris", "publish", "package", "verdict");

        var record = await workspace.RecordAsync();
        Assert.EndsWith(better ? "registered as iris-retrained, version 7" : "nothing is registered", printed, StringComparison.Ordinal);
        string[] expected = better
            ? [
                """["described", {"onnx": {"onnx_version": "1", "data": "1/model.onnx", "providers": ["CPUExecutionProvider"]}}]""",
                """["version", "iris-retrained", ["1/model.onnx", "1/reference.json", "1/training.json", "MLmodel", "README.md"]]""",
                """["param", "registered", "iris-retrained:7"]""",
            ]
            : [];
        Assert.Equal(expected, record);
    }

    /// <summary>What the workspace runs for a point is what the step sweep finds of it here.</summary>
    [SkippableTheory]
    [InlineData("iris", "min_samples_leaf", "2", 10, "brier")]
    [InlineData("bank", "C", "0.1", 5, "logLoss")]
    public async Task Trial_OfAPoint_ReportsLessAfterEachFold_AndComesToWhatTheSweepFinds(
        string model, string setting, string value, int folds, string metric)
    {
        await Python.RequireAsync("sklearn");
        var workspace = new StandInWorkspace(_folder, _training);
        await workspace.RunAsync(model, "prepare", "rows");

        await workspace.RunAsync(model, "trial", "rows", $"{setting}={value}", "settings");

        var reports = (await workspace.RecordAsync()).Select(line => JsonNode.Parse(line)!.AsArray()).ToArray();
        Assert.All(reports, report => Assert.Equal(("metric", metric), ((string?)report[0], (string?)report[1])));
        Assert.Equal(Enumerable.Range(1, folds), reports.Select(report => (int)report[3]!));
        Assert.Equal(
            reports.Select(report => (double)report[2]!).OrderDescending(), reports.Select(report => (double)report[2]!));
        var swept = (await JsonAsync(Path.Combine(_models, model, "1/training.json")))["tried"]!.AsArray()
            .Single(each => each!["settings"]![setting]!.ToJsonString() == value)!;
        Assert.Equal((double)swept[metric]!, (double)reports[^1][2]!, 1e-5);
        var settings = await JsonAsync(_folder.File("settings/settings.json"));
        Assert.Equal($$"""{"{{setting}}":{{value}}}""", settings["chosen"]!.ToJsonString());
        Assert.Equal(swept.ToJsonString(), Assert.Single(settings["tried"]!.AsArray())!.ToJsonString());
    }

    // As one more that is tried is a training more, one step of its own tries none
    [SkippableFact]
    public async Task Trial_OfStories_ReportsWhatIsHeldOutAfterEachPartOfAShortTraining()
    {
        await Python.RequireAsync("torch", "sklearn", "onnx");
        var workspace = new StandInWorkspace(_folder, _training)
        {
            Before = "from dataclasses import replace; from stories import pipeline; pipeline.TRIAL_STEPS, pipeline.HELD_OUT = 10, 40; "
                + "pipeline.PASSES[0] = replace(pipeline.PASSES[0], documents=1_000)",
        };
        await workspace.RunAsync("stories", "prepare", "rows");

        await workspace.RunAsync("stories", "sweep", "rows", "settings");
        var usual = await JsonAsync(_folder.File("settings/settings.json"));
        await workspace.RunAsync("stories", "trial", "rows", "rate=2", "settings");

        Assert.Equal((1, 0), ((double)usual["chosen"]!["rate"]!, usual["tried"]!.AsArray().Count));
        var reports = (await workspace.RecordAsync()).Select(line => JsonNode.Parse(line)!.AsArray()).ToArray();
        Assert.All(reports, report => Assert.Equal(("metric", "lossPerToken"), ((string?)report[0], (string?)report[1])));
        Assert.Equal(Enumerable.Range(1, 5), reports.Select(report => (int)report[3]!));
        var settings = await JsonAsync(_folder.File("settings/settings.json"));
        Assert.Equal(2, (double)settings["chosen"]!["rate"]!);
        Assert.Equal((double)reports[^1][2]!, (double)settings["tried"]![0]!["lossPerToken"]!, 1e-4);
    }

    [SkippableTheory]
    [InlineData("trial", "C 0.2 is no point of sweep.json, which has C of 0.01, 0.1, 1.0, 10.0", "rows", "C=0.2", "settings")]
    [InlineData("publish", "package' is not there; what a step reads, the steps before it have written", "package", "verdict")]
    public async Task Step_GivenWhatNoStepBeforeItGives_SaysSo(string step, string message, params string[] given)
    {
        await Python.RequireAsync("sklearn", "onnx");

        var (code, _, errors) = await new StandInWorkspace(_folder, _training).StartAsync("bank", step, given);

        Assert.Equal(1, code);
        Assert.EndsWith(message, errors.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", errors, StringComparison.Ordinal);
    }

    // As the workspace is given them; the card is made again where it becomes a version
    [SkippableFact]
    public async Task Card_OfTheRepositorysRowsGivenAsAFile_IsThatOfTheBundledOnes()
    {
        await Python.RequireAsync("sklearn", "onnx");

        await Python.RunAsync([
            Path.Combine(_training, "run.py"), "iris", "--data", Path.Combine(_training, "data/iris.csv"), "--output",
            _folder.File("out")]);

        Assert.DoesNotContain(
            "It is not in the repository", await File.ReadAllTextAsync(_folder.File("out/README.md")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Package_InTheWorkspace_TracksWhatTheVersionWasMadeWithAndOf()
    {
        await Python.RequireAsync("sklearn", "onnx");
        await Python.RunAsync([Path.Combine(_training, "run.py"), "bank", "--output", _folder.File("out"), "--work", _folder.File("work")]);
        foreach (var made in new[] { "rows", "settings", "fitted", "metrics", "explanation" })
            Directory.Move(_folder.File($"work/{made}"), _folder.File(made));
        var workspace = new StandInWorkspace(_folder, _training);

        await workspace.RunAsync("bank", "package", "rows", "settings", "fitted", "metrics", "explanation", "package");

        var lineage = (await JsonAsync(_folder.File("package/training.json")))["lineage"]!;
        Assert.Equal(
            [
                """["param", "C", 1.0]""",
                """["param", "data", "bundled"]""",
                $"""["param", "dataSha256", "{lineage["dataSha256"]}"]""",
                $"""["param", "scriptsSha256", "{lineage["scriptsSha256"]}"]""",
                """["artifacts", "version", ["model.onnx", "reference.json", "training.json"]]""",
            ],
            await workspace.RecordAsync());
    }

    // Rows that npm fetches
    [SkippableFact]
    public async Task Trial_OfSentiment_AsksEachSourceByWordsOfTheOthers()
    {
        await Python.RequireAsync("sklearn", "onnx");
        var workspace = new StandInWorkspace(_folder, _training);
        Directory.CreateDirectory(_folder.File("rows"));
        await File.WriteAllTextAsync(_folder.File("rows/lexicons.json"), """[{"good":3.0,"bad":-3.0},{"good":1.0,"bad":-1.0}]""");
        await File.WriteAllTextAsync(
            _folder.File("rows/sentences.json"),
            $"[{string.Join(',', Enumerable.Range(0, 36).Select(row => $"[\"a {(row % 2 == 0 ? "bad" : "good")} one\",{row % 2},{row / 12}]"))}]");

        await workspace.RunAsync("sentiment", "trial", "rows", "C=1", "settings");

        var reports = (await workspace.RecordAsync()).Select(line => JsonNode.Parse(line)!.AsArray()).ToArray();
        Assert.Equal([1, 2, 3], reports.Select(report => (int)report[3]!));
        // Less than a guess, and less with each source
        Assert.Equal(reports.Select(report => (double)report[2]!).OrderDescending(), reports.Select(report => (double)report[2]!));
        Assert.InRange((double)reports[^1][2]!, 0, 0.3);
        Assert.Equal(1, (double)(await JsonAsync(_folder.File("settings/settings.json")))["chosen"]!["C"]!);
    }

    [SkippableFact]
    public async Task Insights_InTheWorkspace_AreGivenARegisteredModelAndTables()
    {
        await Python.RequireAsync("sklearn");
        // The environment of Microsoft's components has none
        var workspace = new StandInWorkspace(_folder, _training) { Before = "sys.modules['onnx'] = None" };
        await workspace.RunAsync("iris", "prepare", "rows");
        Directory.CreateDirectory(_folder.File("settings"));
        await File.WriteAllTextAsync(_folder.File("settings/settings.json"), """{"chosen":{"min_samples_leaf":5}}""");

        await workspace.RunAsync("iris", "insights", "rows", "settings", "described", "known", "held_out");

        Assert.Equal("iris-insights:7", (string?)(await JsonAsync(_folder.File("described/model_info.json")))["id"]);
        Assert.Contains("""["saved", 5, ["setosa", "versicolor", "virginica"]]""", await workspace.RecordAsync());
        Assert.Contains("""["version", "iris-insights", ["MLmodel"]]""", await workspace.RecordAsync());
        foreach (var table in new[] { "known", "held_out" })
        {
            Assert.Equal(
                "150 rows of sepal_length, sepal_width, petal_length, petal_width, label",
                await File.ReadAllTextAsync(_folder.File($"{table}/rows.parquet")));
            Assert.Contains(
                "- file: ./rows.parquet", await File.ReadAllTextAsync(_folder.File($"{table}/MLTable")), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Insights_OfColumnsOfTexts_AreRefused()
    {
        await Python.RequireAsync("sklearn");
        var workspace = new StandInWorkspace(_folder, _training);

        var (code, _, errors) = await workspace.StartAsync("bank", "insights", "rows", "settings", "described", "known", "held_out");

        Assert.Equal(1, code);
        Assert.Matches(@"^bank has columns of texts \(.+\); the insights are of numbers alone$", errors.Trim());
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

    [Fact]
    public void EachPipeline_HasMadeTheHighestVersionOfItsModel()
    {
        var pipelines = Directory.GetFiles(_training, "pipeline.py", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).ToList();

        Assert.NotEmpty(pipelines);
        Assert.All(pipelines, model =>
        {
            var highest = Directory.GetDirectories(Path.Combine(_models, model))
                .Max(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
            Assert.True(
                File.Exists(Path.Combine(_models, model, $"{highest}", "training.json")), $"{model}/{highest} has no training.json");
        });
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
