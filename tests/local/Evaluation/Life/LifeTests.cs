using System.Text.Json.Nodes;
using Platform.Inference.Tests.Export;

namespace Platform.Evaluation.Tests.Life;

/// <summary>
/// The life of a model from one end to the other, of the real parts: customers who agreed call the bundled bank model, the world drifts,
/// the alert names what did, the next version is trained on what may be given out, compared, and released step by step; or it ends where it
/// is shown to be worse.
/// </summary>
public sealed class LifeTests
{
    private const int CallsOfACustomer = 5, RowsOfACall = 100, RowsKnown = 2_000, Callers = 60;

    private static readonly string _training = Path.Combine(AppContext.BaseDirectory, "training");

    [SkippableTheory, InlineData(true), InlineData(false)]
    public async Task Model_WhoseWorldDrifts_IsReplacedByABetterOneAndNeverByAWorseOne(bool isToldTheTruth)
    {
        await Python.RequireAsync("sklearn", "onnx");
        await using var bank = await Bank.OpenAsync();
        var people = new People(bank.Reference, seed: 1);

        for (var call = 0; call < CallsOfACustomer * Bank.Customers; call++)
            Assert.Equal(
                "1",
                await bank.CallAsync(
                    call % Bank.Customers, [.. Enumerable.Range(0, RowsOfACall).Select(_ => Told(people, isToldTheTruth))]));
        // Inputs and feedback are kept for each of two purposes
        foreach (var kind in (string[])["model_inputs", "model_feedback"])
            await Eventually.TrueAsync(() => Task.FromResult(bank.Kept(kind) == 2 * CallsOfACustomer * Bank.Customers));

        Assert.Equal(["duration"], await bank.DriftedAsync());

        Assert.StartsWith(
            $"{CallsOfACustomer * Bank.Customers * RowsOfACall} rows of {Bank.Customers} customers are in ",
            await bank.ExportAsync(bank.At("labelled.csv")), StringComparison.Ordinal);
        await Python.RunAsync([
            Path.Combine(_training, "run.py"), "bank", "--data", bank.At("labelled.csv"), "--version", "2", "--output",
            bank.At("candidate"),
        ]);

        await File.WriteAllTextAsync(
            bank.At("known.csv"), People.ToCsv([.. Enumerable.Range(0, RowsKnown).Select(_ => Told(people, isTheTruth: true))]));
        var evaluation = await Run.OfAsync(
            "--models", bank.Models, "--model", "bank", "--candidate", bank.At("candidate"), "--data", bank.At("known.csv"), "--format",
            "json");
        Assert.True(isToldTheTruth ? evaluation.ExitCode == 0 : evaluation.ExitCode == 3, evaluation.Output + evaluation.Error);
        Assert.Equal(isToldTheTruth ? "Better" : "Worse", (string?)evaluation.Json["verdict"]);
        if (isToldTheTruth)
            await ReleaseAsync(bank, people.Next());
        else
            Assert.Equal(0, await bank.CallersOfAsync("2", Callers, people.Next()));
    }

    private static (JsonObject, string) Told(People people, bool isTheTruth)
    {
        var row = people.Next();
        return (row, people.TruthOf(row) == "yes" == isTheTruth ? "yes" : "no");
    }

    /// <summary>The old version is wrong of so many that it disagrees with the new one, which is no reason to take that one back.</summary>
    private static async Task ReleaseAsync(Bank bank, JsonObject row)
    {
        bank.Release("""{"version":2,"stage":"shadow","shadowPercent":100,"maxDisagreementPercent":100}""");
        await Python.RunAsync(
            [Path.Combine(_training, "propose.py"), "bank", "--from", bank.At("candidate"), "--to", bank.At("models/bank")]);
        await Eventually.TrueAsync(async () => await bank.CallersOfAsync("2", Callers, row) == 0
            && await bank.MetricAsync("inference_release_comparisons_total") >= Callers);

        bank.Release("""{"version":2,"stage":"share","sharePercent":25,"maxDisagreementPercent":100}""");
        await Eventually.TrueAsync(async () => await bank.CallersOfAsync("2", Callers, row) is > 3 and < 35);

        bank.Release("""{"version":2,"stage":"all","maxDisagreementPercent":100}""");
        await Eventually.TrueAsync(async () => await bank.CallersOfAsync("2", Callers, row) == Callers);
    }
}
