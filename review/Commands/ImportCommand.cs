using System.CommandLine;
using Platform.Review.Evaluation;
using Platform.Review.Imports;
using Platform.Review.Plans;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>import</c>: the lines that bring what is in Azure already into Pulumi's state.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var stack = StackOption.Create();
        var subscription = Options.Value(
            new Option<Guid?>("--subscription")
            {
                HelpName = "ID", Description = "the subscription's id, as `az account show --query id` prints it",
            },
            given => Guid.TryParse(given, out var id) ? id : null, "a GUID, as `az account show --query id` prints it");
        var path = Options.Text("--path", "PATH", "a resource's path in the plan, or the beginning of several");
        var root = RootOption.Create();

        var command = Verb.Import.ToCommand(stack, subscription, path, root);
        StackOption.Require(command, stack);
        foreach (var (option, example) in new (Option, string)[]
        {
            (subscription, "$(az account show --query id --output tsv)"), (path, "platform/secrets/vault"),
        })
            command.Require(result => result.IsGiven(option) ? null : $"import wants {option.Name}, such as {option.Name} {example}");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            Tenant.Enter($"{parsed.GetRequiredValue(subscription)}");
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack)!);
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            foreach (var line in ImportLines.Of(plan, parsed.GetRequiredValue(path)!))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        });
        return command;
    }
}
