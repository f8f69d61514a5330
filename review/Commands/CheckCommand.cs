using System.CommandLine;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Roles;
using Platform.Review.Rules;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>check</c>: holds a stack's plan to the rules.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var stack = StackOption.Create();
        var format = FormatOption.Create(ReportFormats.Rules, "sarif is for code scanning");
        var output = OutputOption.Create();
        var page = Options.Switch("--update-page", $"write the lists of rules and of roles, {RulePage.File} and {RolePage.File}");
        var from = Options.Text("--base", "REF", "hold it to the suppressions of that commit: one that is new hides nothing");
        var root = RootOption.Create();

        var command = Verb.Check.ToCommand(stack, format, output, page, from, root);
        command.Require(
            result => result.GetValue(page) || result.IsGiven(stack)
            ? null
            : "check wants a stack, --stack dev or --stack prod; --update-page; or both");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            if (parsed.GetValue(page))
            {
                var (rules, roles) = (Path.Combine(repository.Root, RulePage.File), Path.Combine(repository.Root, RolePage.File));
                Directory.CreateDirectory(Path.GetDirectoryName(rules)!);
                await WholeFile.WriteAllAsync(
                    [(rules, RulePage.Write()), (roles, await RolePage.WriteAsync(repository, cancellationToken))], cancellationToken);
            }

            if (parsed.GetValue(stack) is not { } name)
                return 0;
            var configuration = repository.Configuration(name);
            var suppressions = Suppressions.Of(configuration);
            var chosen = parsed.GetRequiredValue(format);
            var plan = await PlanRecorder.RecordAsync(
                repository.Root, configuration, cancellationToken, sources: chosen == ReportFormats.Sarif);
            var known = await FormerAsync(repository, name, parsed.GetValue(from), cancellationToken);
            var report = RuleReport.Of(
                plan, [.. suppressions.Where(each => known is null || known.Contains(each))], TimeProvider.System) with
            {
                SuppressionsLine = configuration.Places.TryGetValue(Suppressions.Key, out var place) ? place.Line : 1,
            };
            var text = ReportFormats.Rules[chosen].Write(report);
            await parsed.WriteAsync(output, text, cancellationToken);
            return report.ExitCode;
        });
        return command;
    }

    // Whoever adds a suppression with what it hides judges in his own cause
    private static async Task<IReadOnlyList<Suppression>?> FormerAsync(
        Repository repository, string stack, string? reference, CancellationToken cancellationToken)
    {
        if (reference is null)
            return null;
        var git = new GitHistory(repository.Root);
        var from = await git.BaseAsync(reference, cancellationToken);
        return await git.ReadAsync(from, $"Pulumi.{stack}.yaml", cancellationToken) is { } file
            ? Suppressions.Of(StackFile.Parse(file, stack))
            : [];
    }
}
