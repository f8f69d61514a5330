using System.CommandLine;
using System.Diagnostics;
using Platform.Rehearsal.Findings;
using Platform.Rehearsal.Parts;
using Platform.Rehearsal.Play;
using Platform.Verbs;

namespace Platform.Rehearsal.Commands;

/// <summary>A business in fast motion on one machine.</summary>
internal static class RehearsalCommand
{
    /// <returns>0 where everything holds; 1 where something does not, or it could not be held; 2 for a wrong command.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
        => VerbProgram.RunAsync([Create(output, errors)], args, new InvocationConfiguration { Output = output, Error = errors });

    private static Command Create(TextWriter output, TextWriter errors)
    {
        var plan = new Option<string>("--plan")
        {
            Description = "the plan of the stack that is rehearsed, as JSON", HelpName = "FILE", Required = true, Hidden = true,
        };
        var months = Options.Number("--months", "N", "of usage, payment goes on for another (default 2)", 2, (1, 24));
        var customers = Options.Number("--customers", "N", "default 20", 20, (1, 500));
        var faults = Options.Switch("--faults", "also kill processes, lose answers, double webhooks");
        var database = Options.Choice(
            "--database", [RehearsalOptions.Sqlite, RehearsalOptions.Postgres], "default sqlite; postgres is Debian's",
            RehearsalOptions.Sqlite);
        var seed = Options.Number("--seed", "N", "another one gives another course of things (default 1)", 1, (0, int.MaxValue));
        var json = Options.Text("--json", "FILE", "the figures, besides the table");
        var command = Verb.Rehearse.ToCommand(plan, months, customers, faults, database, seed, json);
        command.SetAction((result, cancellationToken) => RehearseAsync(
            new RehearsalOptions(
                result.GetRequiredValue(plan), result.GetValue(months), result.GetValue(customers), result.GetValue(faults),
                result.GetRequiredValue(database),
                result.GetValue(json), result.GetValue(seed)),
            output, errors, cancellationToken));
        return command;
    }

    private static async Task<int> RehearseAsync(
        RehearsalOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            await using var stage = await Stage.SetAsync(options, cancellationToken);
            using var director = new Director(stage, options);
            // Where it is cut short, what the parts logged is what is left to look at
            stage.IsKept = true;
            await director.PlayAsync(cancellationToken);
            var report = await new Inspector(stage, director).ReportAsync(cancellationToken);
            stage.IsKept = !report.Holds;
            await output.WriteAsync(report.ToText());
            await output.WriteLineAsync(
                $"\n{(report.Holds ? "Everything holds" : $"Something does not hold; see {stage.Folder}")}. It took "
                + $"{watch.Elapsed.TotalSeconds:0} s.");
            if (options.Json is { } file)
                await File.WriteAllTextAsync(file, report.ToJson(), cancellationToken);
            return report.Holds ? 0 : 1;
        }
        catch (RehearsalException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
