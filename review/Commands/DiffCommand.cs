using System.CommandLine;
using Platform.Review.Committed;
using Platform.Review.Diff;
using Platform.Review.Diff.Reports;
using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Commands;

/// <summary><c>diff</c>: what the working tree changes in the cloud, against the plans that were committed.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var from = new Option<string?>("--base")
        {
            Description = "The commit whose plans to compare with; else where this branched off origin/main, else HEAD",
            HelpName = "REF",
        };
        var stack = new Option<string?>("--stack") { Description = "One stack instead of all", HelpName = "NAME" };
        var format = new Option<string>("--format") { Description = "How to show it", DefaultValueFactory = _ => DiffFormats.Default };
        format.AcceptOnlyFromAmong(DiffFormats.Names);
        var output = new Option<string?>("--output") { Description = "A file to write instead of the terminal", HelpName = "FILE" };
        var root = RootOption.Create();

        var command = new Command("diff", "Shows what the working tree changes in the cloud, against committed plans.") { from, stack, format, output, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var stacks = parsed.GetValue(stack) is { } one ? [one] : repository.Stacks;
            var report = await CompareAsync(repository, stacks, parsed.GetValue(from), cancellationToken);
            var text = DiffFormats.Of(parsed.GetRequiredValue(format)).Write(report);
            if (parsed.GetValue(output) is { } file)
                await WholeFile.WriteAsync(file, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
        });
        return command;
    }

    private static async Task<DiffReport> CompareAsync(
        Repository repository, IReadOnlyList<string> stacks, string? reference, CancellationToken cancellationToken)
    {
        var configurations = stacks.Select(repository.Configuration).ToArray();
        var git = new GitHistory(repository.Root);
        var from = await git.BaseAsync(reference, cancellationToken);
        var diffs = new List<PlanDiff>();
        foreach (var configuration in configurations)
        {
            var before = await CommittedPlans.ReadAsync(git, from, configuration.Stack, cancellationToken);
            var after = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            diffs.Add(PlanDiff.Between(before, after.Committed()));
        }
        return new DiffReport($"{from}", diffs);
    }
}
