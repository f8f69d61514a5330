using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Platform.Evaluation.Tests.Comparisons;

/// <summary>Two classifiers behind the real server.</summary>
public sealed class RowEvaluationTests : IDisposable
{
    private readonly LoansFolder _loans = new();

    public void Dispose() => _loans.Dispose();

    [Fact]
    public async Task Evaluate_WeightsNearerToTheTruth_SaysBetter_AndExitsWith0()
    {
        _loans.AddService(0.3f, 0.3f);

        var run = await EvaluateAsync(_loans.AddVersion("candidate/2", LoansFolder.TrueWeights), "--group", "town");

        Assert.Equal((0, "Better"), (run.ExitCode, (string?)run.Json["verdict"]));
        Assert.StartsWith("loans: the candidate is better: its log loss is less by ", run.Error, StringComparison.Ordinal);
        var (current, candidate) = (run.Json["current"]!, run.Json["candidate"]!);
        Assert.Equal(("loans/1", "candidate 2"), ((string?)current["name"], (string?)candidate["name"]));
        Assert.InRange((double)candidate["figures"]!["accuracy"]!, 0.8, 0.9);
        Assert.True((double)run.Json["differences"]!["logLoss"]!["high"]! < 0);
        Assert.Equal(["no", "yes"], candidate["classes"]!.AsObject().Select(each => each.Key));
        // Income says twice as much
        Assert.True((double)candidate["importance"]!["income"]! > (double)candidate["importance"]!["debts"]!);
        Assert.Equal(["north", "south"], run.Json["fairness"]!["groups"]!.AsArray().Select(group => (string?)group!["value"]!["name"]));
        Assert.Equal(3_000, run.Json["candidate"]!["calibration"]!.AsArray().Sum(bin => (int)bin!["rows"]!));
    }

    [Fact]
    public async Task Evaluate_WeightsFartherFromTheTruth_SaysWorse_AndExitsWith3()
    {
        _loans.AddService(LoansFolder.TrueWeights);

        var run = await EvaluateAsync(_loans.AddVersion("candidate/2", 0.3f, 0.3f), "--group", "town");

        Assert.Equal((3, "Worse"), (run.ExitCode, (string?)run.Json["verdict"]));
        Assert.StartsWith("loans: the candidate is worse: its log loss is greater by ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_TheSameModel_ShowsNothing()
    {
        _loans.AddService(LoansFolder.TrueWeights);

        var run = await EvaluateAsync(_loans.AddVersion("candidate/2", LoansFolder.TrueWeights), "--group", "town");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "loans: the candidate is not shown to be better or worse: the difference of log loss, 0.0000 (0.0000 to 0.0000), may be none",
            run.Error);
    }

    [Fact]
    public async Task Evaluate_AsMarkdown_HasAllItsParts()
    {
        _loans.AddService(0.3f, 0.3f);
        _loans.AddVersion("candidate/2", LoansFolder.TrueWeights);

        var run = await Run.OfAsync(Arguments(_loans.At("candidate"), _loans.AddPeople(3_000), "--group", "town"));

        Assert.StartsWith(
            "# loans: candidate/2 beside loans/1\n\n**The candidate is better**: its log loss is less by ", run.Output,
            StringComparison.Ordinal);
        foreach (var part in new[]
        {
            "| accuracy |", "| log loss |", "| calibration error |", "| one row, median |", "| size |", "| `income` |",
            "## By town: accuracy", "## How sure, and how often right",
        })
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_OnTheRowsItWasTrainedOn_SaysSo()
    {
        _loans.AddService(0.3f, 0.3f);
        var (candidate, people) = (_loans.AddVersion("candidate/2", LoansFolder.TrueWeights), _loans.AddPeople(500));
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(people)));
        await File.WriteAllTextAsync(
            Path.Combine(candidate, "training.json"),
            new JsonObject { ["lineage"] = new JsonObject { ["dataSha256"] = hash } }.ToJsonString());

        var run = await Run.OfAsync([.. Arguments(candidate, people, "--group", "town"), "--format", "json"]);

        // What is said of the training is not served
        Assert.Equal(new FileInfo(Path.Combine(candidate, "model.onnx")).Length, (long)run.Json["candidate"]!["bytes"]!);
        Assert.Equal(
            ["The candidate was trained on just these rows, so it knows them: its figures are too good."],
            run.Json["notes"]!.AsArray().Select(note => (string?)note));
        // So much better it cannot be by what it has learned from others
        Assert.Equal(
            (0, "loans: the candidate is not shown to be better or worse: it was trained on just these rows and the version in service was "
                + "not; give it others"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Evaluate_AnotherSignature_IsRefusedWithWhatDiffers()
    {
        _loans.AddService(LoansFolder.TrueWeights);
        var candidate = _loans.AddVersion("models/other/1", 1, 1, 1);
        await File.WriteAllTextAsync(_loans.At("models/other/model.json"), """{"features":["income","debts","age"]}""");

        var run = await EvaluateAsync(candidate, "--group", "town");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "the candidate has another signature, and callers would notice: its input 'features' is FP32 [-1,3] instead of FP32 [-1,2]; "
            + "its features are [income, debts, age] instead of [income, debts]", run.Error);
    }

    [Theory]
    [InlineData("debts,repaid,town\n1,yes,a\n", "'people.csv' lacks the column 'income'; it has debts, repaid, town")]
    [InlineData("income,debts,repaid,town\n1,2,maybe,a\n", "'people.csv' row 1: repaid is 'maybe'; the model knows no, yes")]
    [InlineData(
        "income,debts,repaid,town\n1,2,yes,a\nmuch,2,no,a\n", "'people.csv' row 2: income is 'much'; expected a value of type FP32")]
    [InlineData("income,debts,repaid,town\n", "'people.csv' holds no rows")]
    [InlineData("", "'people.csv' is empty; expected CSV whose first line names the columns")]
    [InlineData("income,debts,repaid,town\n1,2\n", "'people.csv' line 2 has 2 cells; expected 4")]
    [InlineData(
        "income,debts,town\n1,2,a\n", "'people.csv' has no column beside the features; name the one of the truth by --label COLUMN")]
    [InlineData(
        "income,debts,repaid,late,town\n1,2,yes,no,a\n",
        "'people.csv' has the columns repaid, late beside the features; name the one of the truth by --label COLUMN")]
    [InlineData("income,debts,repaid\n1,2,yes\n", "'people.csv' lacks the column 'town'; it has income, debts, repaid")]
    public async Task Evaluate_BadRows_AreRefusedInOneSentence(string rows, string message)
    {
        _loans.AddService(LoansFolder.TrueWeights);
        await File.WriteAllTextAsync(_loans.At("people.csv"), rows);

        var run = await Run.OfAsync(Arguments(_loans.AddVersion("candidate/2", 1, 1), _loans.At("people.csv"), "--group", "town"));

        Assert.Equal((1, "", message), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("", "loans/3")]
    [InlineData(""","release":{"version":3,"stage":"shadow"}""", "loans/2")]
    [InlineData(""","release":{"version":3,"stage":"share"}""", "loans/2")]
    [InlineData(""","release":{"version":3,"stage":"all"}""", "loans/3")]
    [InlineData(""","release":{"version":1,"stage":"all"}""", "loans/1")]
    [InlineData(""","release":{"version":7,"stage":"all"}""", "loans/3")]
    public async Task Evaluate_WhileAVersionIsBeingReleased_ComparesWithTheOneInService(string release, string current)
    {
        _loans.AddService(0.3f, 0.3f);
        _loans.AddVersion("models/loans/2", 0.3f, 0.3f);
        _loans.AddVersion("models/loans/3", 0.3f, 0.3f);
        await File.WriteAllTextAsync(
            _loans.At("models/loans/model.json"), $$"""{"features":["income","debts"],"batching":{"maxBatchSize":4096}{{release}}}""");

        var run = await EvaluateAsync(_loans.AddVersion("candidate/4", LoansFolder.TrueWeights), "--group", "town");

        Assert.Equal(("Better", current), ((string?)run.Json["verdict"], (string?)run.Json["current"]!["name"]));
    }

    // Neither names features: what they take is one text. What is neither is wrong in both
    [Theory, InlineData("2", "1", 3, "Worse"), InlineData("1", "2", 0, "Better")]
    public async Task Evaluate_ModelsThatTakeTextsAlone_CountsTheirAnswers(string service, string candidate, int exitCode, string verdict)
    {
        var bundled = Path.Combine(AppContext.BaseDirectory, "models", "sentiment");
        Directory.CreateDirectory(_loans.At("models/sentiment"));
        Directory.CreateSymbolicLink(_loans.At("models/sentiment/1"), Path.Combine(bundled, service));
        string[] praise = ["great food", "it works well", "a wonderful film", "highly recommended", "very good phone", "best ever"];
        string[] blame = ["not good at all", "it broke in a week", "a boring film", "do not buy it", "waste of money", "poor sound"];
        await File.WriteAllLinesAsync(
            _loans.At("texts.csv"),
            [
                "text,label",
                .. Enumerable.Range(0, 10).SelectMany(_ => praise.Select(text => $"{text},positive").Concat(
                    blame.Select(text => $"{text},negative"))),
            ]);

        var run = await Run.OfAsync(
            "--models", _loans.At("models"), "--model", "sentiment", "--candidate", Path.Combine(bundled, candidate), "--data",
            _loans.At("texts.csv"), "--format", "json");

        Assert.True(run.Output.Length > 0, run.Error);
        Assert.Equal((exitCode, verdict), (run.ExitCode, (string?)run.Json["verdict"]));
        Assert.Equal(["negative", "positive"], run.Json["current"]!["classes"]!.AsObject().Select(each => each.Key));
        Assert.Equal(["text"], run.Json["current"]!["importance"]!.AsObject().Select(each => each.Key));
    }

    [Fact]
    public async Task Evaluate_WhatIsNoModel_IsRefused()
    {
        _loans.AddService(LoansFolder.TrueWeights);
        var candidate = _loans.AddVersion("candidate/2", 1, 1);
        await File.WriteAllTextAsync(Path.Combine(candidate, "model.onnx"), "no model");

        var run = await EvaluateAsync(candidate, "--group", "town");
        var none = await EvaluateAsync(_loans.Models, "--group", "town");
        var unknown = await Run.OfAsync(
            [.. Arguments(candidate, _loans.At("people.csv")).Select(each => each == "loans" ? "savings" : each)]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("the candidate version cannot be served: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            (1, $"the candidate '{_loans.Models}' holds neither model.onnx nor <version>/model.onnx"), (none.ExitCode, none.Error));
        Assert.Equal(2, unknown.ExitCode);
        Assert.StartsWith("--model is 'savings'; allowed: loans\n", unknown.Error, StringComparison.Ordinal);
    }

    private Task<Run> EvaluateAsync(string candidate, params string[] more)
        => Run.OfAsync([.. Arguments(candidate, _loans.AddPeople(3_000), more), "--format", "json"]);

    private string[] Arguments(string candidate, string data, params string[] more)
        => ["--models", _loans.Models, "--model", "loans", "--candidate", candidate, "--data", data, .. more];
}
