using System.CommandLine;
using Platform.Review.Costs;
using Platform.Review.Costs.Usage;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Diff.Risks;
using Platform.Review.Previews;
using Platform.Review.Remembered;
using Platform.Review.Report;
using Platform.Review.Report.Diffs;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>diff</c>: what changes in the cloud, by committed plans, by Pulumi's own preview, or by its refresh.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var from = Options.Text("--base", "REF", "default: where this branched off origin/main, else HEAD");
        var preview = Options.Text("--preview", "FILE", "what `pulumi preview --json` wrote, instead");
        var drift = Options.Text("--drift", "FILE", "what `pulumi refresh --preview-only --json` wrote, instead");
        var stack = StackOption.Create("one instead of all: dev or prod");
        var format = FormatOption.Create(ReportFormats.Diffs);
        var output = OutputOption.Create();
        var failOn = Options.Choice(
            "--fail-on",
            [
                ("changes", FailOn.Changes), ("loss", FailOn.Loss), ("rights", FailOn.Rights), ("risks", FailOn.Risks),
                ("nothing", FailOn.Nothing),
            ],
            $"end with exit code {ExitCodes.Found} where there are any; risks: loss or rights", FailOn.Nothing);
        var whole = Options.Switch("--whole", "with markdown: 1 MiB, for a job's summary; fails rather than leave anything out");
        var root = RootOption.Create();

        var command = Verb.Diff.ToCommand(from, preview, drift, stack, format, output, failOn, whole, root);
        command.Require(result =>
        {
            Option[] bases = [from, preview, drift];
            var given = bases.Where(result.IsGiven).Select(option => option.Name).ToArray();
            return given.Length > 1 ? $"a diff has one source; leave out {string.Join(" or ", given)}" : null;
        });
        command.Require(result => result.GetValue(whole) && result.GetValue(format) != "markdown"
            ? "--whole is for --format markdown; the other formats are always whole"
            : null);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var only = parsed.GetValue(stack);
            var report = (parsed.GetValue(preview), parsed.GetValue(drift)) switch
            {
                ({ } file, _) => PreviewReport.OfProgram(await ReadAsync(file, only, isDrift: false, cancellationToken), file),
                (_, { } file) => PreviewReport.OfDrift(await ReadAsync(file, only, isDrift: true, cancellationToken), file),
                _ => await CompareAsync(parsed.Read(root), only, parsed.GetValue(from), cancellationToken),
            };
            var text = parsed.GetValue(whole)
                ? MarkdownDiffFormat.WriteWhole(report)
                : ReportFormats.Diffs[parsed.GetRequiredValue(format)].Write(report);
            await parsed.WriteAsync(output, text, cancellationToken);
            return Finds(parsed.GetValue(failOn), report) ? ExitCodes.Found : 0;
        });
        return command;
    }

    private static bool Finds(FailOn what, DiffReport report) => what switch
    {
        FailOn.Changes => report.Stacks.Any(diff => !diff.IsEmpty),
        FailOn.Loss => Has(report, RiskKind.Loss, RiskKind.Protection),
        FailOn.Rights => Has(report, RiskKind.Grant, RiskKind.Trust),
        FailOn.Risks => Has(report, RiskKind.Loss, RiskKind.Protection, RiskKind.Grant, RiskKind.Trust),
        _ => false,
    };

    // Whatever else a change is: the first of its risks is only the most serious one
    private static bool Has(DiffReport report, params RiskKind[] kinds)
        => report.Stacks.Any(
            diff => diff.OutputRisks.Concat(diff.Changes.SelectMany(change => change.Risks)).Any(risk => kinds.Contains(risk.Kind)));

    private static async Task<PreviewDocument> ReadAsync(string file, string? stack, bool isDrift, CancellationToken cancellationToken)
    {
        var document = await PreviewReader.ReadAsync(file, isDrift, cancellationToken);
        return stack is null || document.Stack == stack
            ? document
            : throw new ReviewException(
                $"'{file}' is of stack '{document.Stack}', and --stack is '{stack}'.")
            { ExitCode = ExitCodes.UnreadablePreview };
    }

    private static async Task<DiffReport> CompareAsync(
        Repository repository, string? stack, string? reference, CancellationToken cancellationToken)
    {
        var configurations = (stack is null ? repository.Stacks : [stack]).Select(repository.Configuration).ToArray();
        var (git, store) = (new GitHistory(repository.Root), new Store(repository.Root));
        var from = await git.BaseAsync(reference, cancellationToken);
        var images = await ImageHistory.SinceAsync(git, from, repository.Root, cancellationToken);
        var (diffs, costs) = (new List<PlanDiff>(), new List<CostComparison>());
        var plans = await Task.WhenAll(configurations.Select(
            configuration => Task.Run(() => store.PlanAsync(configuration, cancellationToken), cancellationToken)));
        foreach (var (configuration, after) in configurations.Zip(plans))
        {
            var before = await store.CommittedAsync(git, from, configuration.Stack, cancellationToken);
            var former = await FormerUsage.ReadAsync(git, from, configuration.Stack, cancellationToken);
            diffs.Add(PlanDiff.Between(before, after, images));
            costs.Add(CostComparison.Between(before, after, UsageReader.Read(configuration), former).On(TimeProvider.System));
        }

        return new DiffReport($"{from}", diffs) { Costs = costs };
    }
}
