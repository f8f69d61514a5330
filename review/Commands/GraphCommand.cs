using System.CommandLine;
using Platform.Review.Diff;
using Platform.Review.Remembered;
using Platform.Review.Report;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>graph</c>: a picture of a stack, with its changes if a base is given.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var stack = StackOption.Create();
        var from = Options.Text("--base", "REF", "mark what changes against the plan at that commit");
        var format = FormatOption.Create(ReportFormats.Graphs);
        var telemetry = Options.Switch("--telemetry", "also where logs, metrics and alerts go");
        var output = OutputOption.Create();
        var root = RootOption.Create();

        var command = Verb.Graph.ToCommand(stack, from, format, telemetry, output, root);
        StackOption.Require(command, stack);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack)!);
            var (git, store) = (new GitHistory(repository.Root), new Store(repository.Root));
            var commit = parsed.GetValue(from) is { } reference ? await git.BaseAsync(reference, cancellationToken) : null;
            var before = commit is null ? null : await store.CommittedAsync(git, commit, configuration.Stack, cancellationToken);
            var plan = await store.PlanAsync(configuration, cancellationToken);
            var diff = commit is null ? null : PlanDiff.Between(before, plan);
            var text = ReportFormats.Graphs[parsed.GetRequiredValue(format)].Write(plan, diff, parsed.GetValue(telemetry));
            await parsed.WriteAsync(output, text, cancellationToken);
        });
        return command;
    }
}
