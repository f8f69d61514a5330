using System.CommandLine;
using Platform.Review.Committed;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Plans;
using Platform.Review.Reports;
using Platform.Review.Reports.Formats;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Commands;

/// <summary><c>report</c>: all that a pull request does to all stacks, evaluated once.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var from = new Option<string?>("--base")
        {
            Description = "The commit whose plans to compare with; else where this branched off origin/main, else HEAD",
            HelpName = "REF",
        };
        var format = new Option<string>("--format") { Description = "How to show it", DefaultValueFactory = _ => ReviewFormats.Default };
        format.AcceptOnlyFromAmong(ReviewFormats.Names);
        var output = new Option<string?>("--output") { Description = "A file to write instead of the terminal", HelpName = "FILE" };
        var root = RootOption.Create();

        var command = new Command(
            "report", "Says what a pull request does to all stacks: differences, rules, cost, picture.") { from, format, output, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await ReportAsync(parsed.Read(root), parsed.GetValue(from), cancellationToken);
            var text = ReviewFormats.Of(parsed.GetRequiredValue(format)).Write(report);
            if (parsed.GetValue(output) is { } file)
                await WholeFile.WriteAsync(file, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
        });
        return command;
    }

    private static async Task<ReviewReport> ReportAsync(Repository repository, string? reference, CancellationToken cancellationToken)
    {
        var configurations = repository.Stacks.Select(repository.Configuration).ToArray();
        var git = new GitHistory(repository.Root);
        var from = await git.BaseAsync(reference, cancellationToken);
        var image = await ImageHistory.SinceAsync(git, from, repository.Root, cancellationToken);
        var stacks = new List<StackReport>();
        foreach (var configuration in configurations)
        {
            var before = await CommittedPlans.ReadAsync(git, from, configuration.Stack, cancellationToken);
            var former = await git.ReadAsync(from, $"Pulumi.{configuration.Stack}.yaml", cancellationToken) is { } file
                ? StackFile.Parse(file, configuration.Stack)
                : null;
            var after = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            stacks.Add(StackReport.Of(configuration, before, after.Committed(), former, image, TimeProvider.System));
        }
        return new ReviewReport($"{from}", stacks);
    }
}
