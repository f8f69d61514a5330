using System.CommandLine;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>plan</c>: everything that one stack would create; with <c>--update</c>, the committed plans of all.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var stack = StackOption.Create();
        var format = FormatOption.Create(ReportFormats.Plans, "plans: what is sold, as billing reads it");
        var output = OutputOption.Create();
        var committed = Options.Switch("--committed", "as in review/plans: with a placeholder for the image's tag");
        var update = Options.Switch(
            "--update",
            "write the plans of all stacks to review/plans, as they are committed, and Pulumi.yaml's settings and docs/settings.md");
        var anew = Options.Switch("--anew", "with --update, where a stack is not deployed: also what is chosen for life");
        var root = RootOption.Create();

        var command = Verb.Plan.ToCommand(stack, format, output, committed, update, anew, root);
        command.Require(result =>
        {
            Option[] others = [stack, format, output, committed];
            var given = others.Where(result.IsGiven).Select(option => option.Name).ToArray();
            if (result.GetValue(update))
                return given is []
                    ? null
                    : $"--update writes the plans of all stacks, as they are committed; leave out {string.Join(", ", given)}";
            return given.Contains(stack.Name) ? null : "plan wants a stack: --stack dev, or --stack prod";
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            if (parsed.GetValue(update))
            {
                await UpdateAsync(repository, parsed.GetValue(anew), cancellationToken);
                return;
            }

            var configuration = repository.Configuration(parsed.GetRequiredValue(stack)!);
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            var text = ReportFormats.Plans[parsed.GetRequiredValue(format)].Write(parsed.GetValue(committed) ? plan.Committed() : plan);
            await parsed.WriteAsync(output, text, cancellationToken);
        });
        return command;
    }

    private static async Task UpdateAsync(Repository repository, bool isAnew, CancellationToken cancellationToken)
    {
        var (schema, page) = (Path.Combine(repository.Root, SettingsSchema.File), Path.Combine(repository.Root, SettingsPage.File));
        var project = SettingsSchema.Update(await File.ReadAllTextAsync(schema, cancellationToken), ProgramSettings.Declarations);
        var files = new List<(string, string)> { (schema, project) };
        if (File.Exists(page))
            files.Add((page, SettingsPage.Update(await File.ReadAllTextAsync(page, cancellationToken), ProgramSettings.Declarations)));
        var refusals = new List<string>();
        var configurations = repository.Stacks.Select(stack => repository.Configuration(stack, project)).ToArray();
        foreach (var plan in await PlanRecorder.RecordAllAsync(repository.Root, configurations, cancellationToken))
        {
            var file = Path.Combine(repository.Root, CommittedPlans.FileOf(plan.Stack));
            if (!isAnew && File.Exists(file))
                refusals.AddRange(Refusals(await File.ReadAllTextAsync(file, cancellationToken), plan));
            files.Add((file, CommittedPlans.TextOf(plan)));
        }

        if (refusals.Count > 0)
            throw new ReviewException(
                $"{string.Join('\n', refusals)}\nIf the stack is not deployed, or is taken down first: {CommittedPlans.Remedy} --anew")
            { ExitCode = ExitCodes.LifeChoice };
        Directory.CreateDirectory(Path.Combine(repository.Root, CommittedPlans.Folder));
        await WholeFile.WriteAllAsync(files, cancellationToken);
    }

    // One that cannot be read is written anew, whatever it was
    private static IEnumerable<string> Refusals(string committed, Plan plan)
    {
        try
        {
            var before = PlanReader.Read(committed, CommittedPlans.FileOf(plan.Stack));
            return LifeChoices.Refusals(PlanDiff.Between(before, plan.Committed()));
        }
        catch (ReviewException)
        {
            return [];
        }
    }
}
