using System.CommandLine;
using Platform.Evaluation.Comparisons;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Commands;

/// <summary>Says whether a candidate is better than the version in service.</summary>
internal static class EvaluationCommand
{
    /// <returns>0 where it is better or not shown to be; 3 where it is worse; 1 where they cannot be compared; 2 for a wrong command.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = Create(output, errors).Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        foreach (var error in parsed.Errors)
            await errors.WriteLineAsync(error.Message);
        return 2;
    }

    private static RootCommand Create(TextWriter output, TextWriter errors)
    {
        var models = new Option<string>("--models") { Description = "The folder of models", Required = true };
        var model = new Option<string>("--model") { Description = "The model", Required = true };
        var candidate = new Option<string>("--candidate") { Description = "The folder of a version, or of a model", Required = true };
        var data = new Option<string>("--data") { Description = "CSV, or prompts as JSON lines", Required = true };
        var label = new Option<string?>("--label") { Description = "The column of the truth" };
        var group = new Option<string?>("--group") { Description = "A column to compare by" };
        var seed = new Option<int>("--seed") { Description = "Of resamples and permutations", DefaultValueFactory = _ => 1 };
        var judge = new Option<Uri?>("--judge") { Description = "Of OpenAI's chat protocol, to judge texts" };
        var judgeModel = new Option<string?>("--judge-model") { Description = "The model that judges" };
        var format = new Option<string>("--format") { Description = "markdown or json", DefaultValueFactory = _ => "markdown" };
        format.AcceptOnlyFromAmong("markdown", "json");
        var file = new Option<string?>("--output") { Description = "A file instead of the terminal" };
        var command = new RootCommand("Compares a candidate with the version in service, both behind the real server.")
        {
            models, model, candidate, data, label, group, seed, judge, judgeModel, format, file,
        };
        command.SetAction((result, cancellationToken) => EvaluateAsync(
            new EvaluationOptions(
                result.GetRequiredValue(models), result.GetRequiredValue(model), result.GetRequiredValue(candidate), result.GetRequiredValue(data),
                result.GetValue(label), result.GetValue(group), result.GetValue(seed), result.GetValue(judge), result.GetValue(judgeModel)),
            result.GetValue(format) == "json", result.GetValue(file), output, errors, cancellationToken));
        return command;
    }

    private static async Task<int> EvaluateAsync(
        EvaluationOptions options, bool asJson, string? file, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var report = await Comparison.RunAsync(options, cancellationToken);
            var text = asJson ? report.ToJson() : report.ToMarkdown();
            if (file is null)
                await output.WriteLineAsync(text);
            else
                await File.WriteAllTextAsync(file, $"{text}\n", cancellationToken);
            await errors.WriteLineAsync($"{options.Model}: the candidate is {report.Verdict.Said()}: {report.Reason}");
            return report.Verdict == Verdict.Worse ? 3 : 0;
        }
        catch (EvaluationException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
