using System.CommandLine;
using Platform.Review.Plans;
using Platform.Review.Roles;
using Platform.Review.Rules;
using Platform.Review.Rules.Formats;

namespace Platform.Review.Commands;

/// <summary><c>check</c>: holds a stack's plan to the rules.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var stack = new Option<string?>("--stack")
        {
            Description = "The stack: dev or prod; required unless --update-page is given",
            HelpName = "NAME",
        };
        var format = new Option<string>("--format")
        {
            Description = "How to show it; sarif is for code scanning",
            DefaultValueFactory = _ => ReportFormats.Default,
        };
        format.AcceptOnlyFromAmong(ReportFormats.Names);
        var output = new Option<string?>("--output") { Description = "A file to write instead of the terminal", HelpName = "FILE" };
        var page = new Option<bool>("--update-page")
        {
            Description = $"Write the lists of rules and of roles, {RulePage.File} and {RolePage.File}",
        };
        var root = RootOption.Create();

        var command = new Command(
            "check", "Holds a stack's plan to the rules; fails on errors and warnings.") { stack, format, output, page, root };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(page) && result.GetResult(stack) is not { Implicit: false })
                result.AddError("Give --stack NAME, to check that stack, --update-page, to write the lists of rules and roles, or both.");
        });
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
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            var report = RuleReport.Of(plan, suppressions, TimeProvider.System);
            var text = ReportFormats.Of(parsed.GetRequiredValue(format)).Write(report);
            if (parsed.GetValue(output) is { } target)
                await WholeFile.WriteAsync(target, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return report.ExitCode;
        });
        return command;
    }
}
