using System.CommandLine;
using System.Diagnostics;
using Platform.Rehearsal.Findings;
using Platform.Rehearsal.Parts;
using Platform.Rehearsal.Play;

namespace Platform.Rehearsal.Commands;

/// <summary>A business in fast motion on one machine.</summary>
internal static class RehearsalCommand
{
    /// <returns>0 where everything holds; 1 where something does not, or it could not be held; 2 for a wrong command.</returns>
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
        var plan = new Option<string>("--plan") { Description = "The file of a stack's plan, as JSON", HelpName = "FILE", Required = true };
        var months = Number("--months", "Months of usage", 2, 1, 24);
        var customers = Number("--customers", "How many customers", 20, 1, 500);
        var seed = Number("--seed", "Another one gives another course of things", 1, 0, int.MaxValue);
        var faults = new Option<bool>("--faults") { Description = "Kills processes, loses answers, doubles webhooks" };
        var database = new Option<string>("--database") { Description = "sqlite or postgres", DefaultValueFactory = _ => RehearsalOptions.Sqlite };
        database.Validators.Add(result =>
        {
            if (result.Tokens.SingleOrDefault()?.Value is not (null or RehearsalOptions.Sqlite or RehearsalOptions.Postgres))
                result.AddError($"--database is '{result.Tokens[0].Value}'; allowed: {RehearsalOptions.Sqlite}, {RehearsalOptions.Postgres}");
        });
        var json = new Option<string?>("--json") { Description = "A file for the figures", HelpName = "FILE" };
        var command = new RootCommand("Rehearses the business: gateway, servers, meter, billing and payments, in fast motion.") { plan, months, customers, seed, faults, database, json };
        command.SetAction((result, cancellationToken) => RehearseAsync(
            new RehearsalOptions(
                result.GetRequiredValue(plan), result.GetValue(months), result.GetValue(customers), result.GetValue(faults), result.GetRequiredValue(database),
                result.GetValue(json), result.GetValue(seed)),
            output, errors, cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description}, {least} to {most}", DefaultValueFactory = _ => usual, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens.SingleOrDefault()?.Value, out var given) && (given < least || given > most))
                result.AddError($"{name} is '{given}'; allowed: {least} to {most}");
        });
        return option;
    }

    private static async Task<int> RehearseAsync(RehearsalOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
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
            await output.WriteLineAsync($"\n{(report.Holds ? "Everything holds" : $"Something does not hold; see {stage.Folder}")}. It took {watch.Elapsed.TotalSeconds:0} s.");
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
