using System.CommandLine;
using Platform.Review.Formats;
using Platform.Review.Plans;

namespace Platform.Review.Commands;

/// <summary><c>plan</c>: everything that one stack would create.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var stack = new Option<string>("--stack") { Description = "The stack: dev or prod", Required = true, HelpName = "NAME" };
        var format = new Option<string>("--format") { Description = "How to show it", DefaultValueFactory = _ => PlanFormats.Default };
        format.AcceptOnlyFromAmong(PlanFormats.Names);
        var output = new Option<string?>("--output") { Description = "A file to write instead of the terminal", HelpName = "FILE" };
        var committed = new Option<bool>("--committed") { Description = "As in review/plans: with a placeholder for the image's tag" };
        var root = RootOption.Create();

        var command = new Command("plan", "Shows every resource of a stack.") { stack, format, output, committed, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack));
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            var text = PlanFormats.Of(parsed.GetRequiredValue(format)).Write(parsed.GetValue(committed) ? plan.WithoutImageTag() : plan);
            if (parsed.GetValue(output) is { } file)
                await WholeFile.WriteAsync(file, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
        });
        return command;
    }
}
