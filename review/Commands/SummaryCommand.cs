using System.CommandLine;
using Platform.Review.Plans;
using Platform.Review.Report.Summaries;

namespace Platform.Review.Commands;

/// <summary><c>summary</c>: all stacks side by side.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        var root = RootOption.Create();
        var command = new Command("summary", "all stacks side by side: resources by component, tiers, and what differs") { root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configurations = repository.Stacks.Select(repository.Configuration).ToArray();
            var plans = await PlanRecorder.RecordAllAsync(repository.Root, configurations, cancellationToken);
            var stacks = configurations.Zip(plans, StackSummary.Of).ToArray();
            await parsed.InvocationConfiguration.Output.WriteAsync(SummaryText.Write(stacks).AsMemory(), cancellationToken);
        });
        return command;
    }
}
