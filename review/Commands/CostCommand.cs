using System.CommandLine;
using Platform.Review.Costs;
using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Usage;
using Platform.Review.Remembered;
using Platform.Review.Report;
using Platform.Review.Report.Costs;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>cost</c>: what a stack costs in a month, and what a change does to that.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var stack = StackOption.Create();
        var from = Options.Text("--base", "REF", "compare with the plan at that commit");
        var format = FormatOption.Create(ReportFormats.Costs);
        var output = OutputOption.Create();
        var root = RootOption.Create();

        var command = Verb.Cost.ToCommand(stack, from, format, output, root);
        StackOption.Require(command, stack);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack)!);
            var usage = UsageReader.Read(configuration);
            var (git, store) = (new GitHistory(repository.Root), new Store(repository.Root));
            var against = parsed.GetValue(from) is { } reference ? await git.BaseAsync(reference, cancellationToken) : null;
            var before = against is null ? null : await store.CommittedAsync(git, against, configuration.Stack, cancellationToken);
            var plan = await store.PlanAsync(configuration, cancellationToken);
            var report = CostReport.Of(plan, usage).On(TimeProvider.System);
            var former = against is null ? null : await FormerUsage.ReadAsync(git, against, configuration.Stack, cancellationToken);
            var writer = ReportFormats.Costs[parsed.GetRequiredValue(format)];
            var text = against is null
                ? writer.Write(report)
                : writer.Write(CostComparison.Between(before, plan, usage, former).On(TimeProvider.System), $"{against}");
            await parsed.WriteAsync(output, text, cancellationToken);
            if (report.Missing.Count == 0)
                return 0;
            await parsed.InvocationConfiguration.Error.WriteLineAsync(Complaint(report));
            return ExitCodes.MissingPrice;
        });
        return command;
    }

    private static string Complaint(CostReport report)
    {
        var regions = report.Missing.Where(missing => missing.RegionIsUnknown).Select(missing => missing.Charge.Region).Distinct();
        var known = string.Join(", ", PriceTable.Committed.Regions);
        var lines = report.Missing.Select(CostPhrases.Missing)
            .Concat(regions.Select(region => $"there are no prices at all for '{region}'; there are for {known}"));
        return $"Prices are missing; add them, with source and date, to review/Costs/Prices:\n  {string.Join("\n  ", lines)}";
    }
}
