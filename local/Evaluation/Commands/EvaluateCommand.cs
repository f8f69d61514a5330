using System.CommandLine;
using Platform.Evaluation.Comparisons;
using Platform.Evaluation.Statistics;
using Platform.Evaluation.Training;
using Platform.Verbs;

namespace Platform.Evaluation.Commands;

/// <summary><c>evaluate</c>: says whether a candidate is better than the version in service.</summary>
internal static class EvaluateCommand
{
    /// <summary>The exit code where the candidate is worse.</summary>
    private const int Worse = 3;

    public static Command Create()
    {
        var models = FolderOptions.Models();
        var training = FolderOptions.Training();
        var model = ModelOption.Create("which: a folder of app/models");
        var candidate = Options.Existing("--candidate", "DIR", "a version's folder, or a model's whose highest version counts");
        var data = Options.Text(
            "--data", "FILE", "CSV with the truth; for texts, JSON lines of prompts or messages (default: what training holds out)");
        var label = Options.Text("--label", "COLUMN", "of the truth (default: the one beside the features)");
        var group = Options.Text("--group", "COLUMN", "compare by its values too: fairness");
        var seed = Options.Number("--seed", "N", "of what is drawn (default 1)", 1, (0, int.MaxValue));
        var judge = Options.Value(
            new Option<Uri?>("--judge")
            {
                HelpName = "URL", Description = "of OpenAI's chat protocol, to judge texts; its key in PLATFORM_JUDGE_KEY",
            },
            given => Uri.TryCreate(given, UriKind.Absolute, out var address) ? address : null,
            "an address such as https://api.example.com/v1");
        var judgeModel = Options.Text("--judge-model", "NAME", "the model that judges");
        var format = Options.Choice("--format", ["markdown", "json"], "default markdown", "markdown");
        var file = Options.Text("--output", "FILE", "instead of the terminal");
        var command = Verb.Evaluate.ToCommand(
            models, training, model, candidate, data, label, group, seed, judge, judgeModel, format, file);
        command.Require(result => result.IsGiven(candidate) ? null : "evaluate wants --candidate DIR: a version's folder, or a model's");
        ModelOption.Require(command, model, result =>
        {
            var all = new ModelFolders(result.GetRequiredValue(models), result.GetValue(training));
            return result.GetValue(data) is null ? all.Trainable : all.Served;
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            var all = new ModelFolders(result.GetRequiredValue(models), result.GetValue(training));
            var chosen = result.GetRequiredValue(model)!;
            using var rows = result.GetValue(data) is null ? await all.HeldOutAsync(chosen) : null;
            var options = new EvaluationOptions(
                all.Models, chosen, result.GetRequiredValue(candidate)!, rows?.File ?? result.GetRequiredValue(data)!,
                result.GetValue(label), result.GetValue(group), result.GetValue(seed), result.GetValue(judge), result.GetValue(judgeModel));
            return await EvaluateAsync(
                options, result.GetValue(format) == "json", result.GetValue(file), result.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> EvaluateAsync(
        EvaluationOptions options, bool asJson, string? file, InvocationConfiguration terminal, CancellationToken cancellationToken)
    {
        var report = await Comparison.RunAsync(options, cancellationToken);
        var text = asJson ? report.ToJson() : report.ToMarkdown();
        if (file is null)
            await terminal.Output.WriteLineAsync(text);
        else
            await File.WriteAllTextAsync(file, $"{text}\n", cancellationToken);
        await terminal.Error.WriteLineAsync($"{options.Model}: the candidate is {report.Verdict.Said()}: {report.Reason}");
        return report.Verdict == Verdict.Worse ? Worse : 0;
    }
}
