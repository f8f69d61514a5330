using System.CommandLine;
using Platform.Review.Evaluation;
using Platform.Review.Imports;
using Platform.Review.Plans;

namespace Platform.Review.Commands;

/// <summary><c>import</c>: the lines that bring what is in Azure already into Pulumi's state.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var stack = new Option<string>("--stack") { Description = "The stack: dev or prod", HelpName = "NAME", Required = true };
        var subscription = new Option<Guid>("--subscription")
        {
            Description = "The subscription's id, as `az account show --query id` prints it",
            HelpName = "ID",
            Required = true,
        };
        var path = new Option<string>("--path")
        {
            Description = "A resource's path in the plan, or the beginning of several: platform/gateway/tier-free",
            HelpName = "PATH",
            Required = true,
        };
        var root = RootOption.Create();

        var command = new Command(
            "import", "Prints the `pulumi import` line of what was created although Pulumi says that it was not.")
        {
            stack, subscription, path, root,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            Tenant.Enter($"{parsed.GetRequiredValue(subscription)}");
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack));
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            foreach (var line in ImportLines.Of(plan, parsed.GetRequiredValue(path)))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        });
        return command;
    }
}
