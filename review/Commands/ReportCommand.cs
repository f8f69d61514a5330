using System.CommandLine;
using System.Globalization;
using Platform.Review.Diff.Images;
using Platform.Review.Plans;
using Platform.Review.Remembered;
using Platform.Review.Report;
using Platform.Review.Report.Reviews;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>report</c>: all that a pull request does to all stacks, evaluated once.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var from = Options.Text("--base", "REF", "default: where this branched off origin/main, else HEAD");
        var format = FormatOption.Create(ReportFormats.Reviews);
        var output = OutputOption.Create("instead of the terminal; what one comment cannot hold goes on in FILE-2, FILE-3 …");
        var head = Options.Text("--head", "SHA", "the commit that is reported on; default: HEAD");
        var run = Options.Value(
            new Option<Uri?>("--run") { HelpName = "URL", Description = "of the workflow's run, to link to" },
            given => Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : null,
            "an address that begins with https://");
        var root = RootOption.Create();

        var command = Verb.Report.ToCommand(from, format, output, head, run, root);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var standing = new Standing(
                parsed.GetValue(head) ?? await new GitHistory(repository.Root).HeadAsync(cancellationToken),
                parsed.GetValue(run) is { } address ? new(address, TimeProvider.System.GetUtcNow()) : null);
            var report = await ReportAsync(repository, parsed.GetValue(from), cancellationToken) with { Standing = standing };
            var writer = ReportFormats.Reviews[parsed.GetRequiredValue(format)];
            if (parsed.GetValue(output) is { } file)
                await WholeFile.WriteAllAsync(
                    [.. writer.WriteAll(report).Select((text, index) => (FileOf(file, index), text))], cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(writer.Write(report).AsMemory(), cancellationToken);
        });
        return command;
    }

    // report.md, report-2.md, report-3.md
    private static string FileOf(string first, int index) => index == 0 ? first : Path.Combine(
        Path.GetDirectoryName(first) ?? "", string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(first)}-{index + 1}{Path.GetExtension(first)}"));

    private static async Task<ReviewReport> ReportAsync(Repository repository, string? reference, CancellationToken cancellationToken)
    {
        var configurations = repository.Stacks.Select(repository.Configuration).ToArray();
        var git = new GitHistory(repository.Root);
        var from = await git.BaseAsync(reference, cancellationToken);
        var images = Task.Run(() => ImageHistory.SinceAsync(git, from, repository.Root, cancellationToken), cancellationToken);
        var sources = new Sources(new Store(repository.Root), git, from);
        return new ReviewReport($"{from}", await Task.WhenAll(configurations.Select(
            configuration => Task.Run(() => StackAsync(sources, configuration, images, cancellationToken), cancellationToken))));
    }

    private static async Task<StackReport> StackAsync(
        Sources sources, StackConfiguration configuration, Task<IReadOnlyList<ImageChange>> images, CancellationToken cancellationToken)
    {
        var store = sources.Store;
        var original = Task.Run(() => BaseAsync(sources, configuration.Stack, cancellationToken), cancellationToken);
        var after = await store.PlanAsync(configuration, cancellationToken);
        var (before, former) = await original;
        // What the rules take longest for is done once for each plan
        var found = await store.FindingsAsync(after);
        var foundBefore = before is null ? null : before.IsSameAs(after) ? found : await store.FindingsAsync(before);
        return StackReport.Of(new(former, before, foundBefore), new(configuration, after, found), await images, TimeProvider.System);
    }

    // The plan that was committed, and the stack's file; null where there was none
    private static async Task<(Plan? Plan, StackConfiguration? File)> BaseAsync(
        Sources sources, string stack, CancellationToken cancellationToken) => (
        await sources.Store.CommittedAsync(sources.Git, sources.From, stack, cancellationToken),
        await sources.Git.ReadAsync(sources.From, $"Pulumi.{stack}.yaml", cancellationToken) is { } file
            ? StackFile.Parse(file, stack)
            : null);

    /// <summary>What is known of the stacks and of their base.</summary>
    private sealed record Sources(Store Store, GitHistory Git, GitBase From);
}
