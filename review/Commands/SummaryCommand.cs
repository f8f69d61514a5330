using System.CommandLine;
using Platform.Review.Plans;
using Platform.Review.Summaries;

namespace Platform.Review.Commands;

/// <summary><c>summary</c>: all stacks side by side.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        var root = RootOption.Create();
        var command = new Command("summary", "Shows all stacks side by side: resources by component, tiers, and what differs.") { root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configurations = repository.Stacks.Select(repository.Configuration).ToArray();
            var stacks = new List<StackSummary>();
            foreach (var configuration in configurations)
            {
                var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
                stacks.Add(StackSummary.Of(configuration, plan));
            }
            await parsed.InvocationConfiguration.Output.WriteAsync(SummaryText.Write(stacks).AsMemory(), cancellationToken);
        });
        return command;
    }
}
