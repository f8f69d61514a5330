using System.CommandLine;
using Platform.Review.Plans;
using Platform.Review.Preflight;
using Platform.Review.Preflight.Asking;
using Platform.Review.Preflight.Formats;

namespace Platform.Review.Commands;

/// <summary><c>preflight</c>: asks Azure what the first <c>up</c> of a stack would trip over.</summary>
internal static class PreflightCommand
{
    // Where azure-native looks for it
    private const string Subscription = "azure-native:subscriptionId";

    public static Command Create(ICommands commands)
    {
        var stack = new Option<string>("--stack") { Description = "The stack: dev or prod", HelpName = "NAME", Required = true };
        var format = new Option<string>("--format") { Description = "How to show it", DefaultValueFactory = _ => PreflightFormats.Default };
        format.AcceptOnlyFromAmong(PreflightFormats.Names);
        var output = new Option<string?>("--output") { Description = "A file to write instead of the terminal", HelpName = "FILE" };
        var root = RootOption.Create();

        var command = new Command(
            "preflight", "Asks Azure, as whoever `az` is signed in as, what the first `up` would trip over.")
        {
            stack, format, output, root,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack));
            var azure = new AzureCli(commands);
            var account = await azure.AccountAsync(configuration.Values.GetValueOrDefault(Subscription), cancellationToken);
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            var report = await PreflightReport.OfAsync(new(plan.In(account.SubscriptionId), account, azure, commands), cancellationToken);
            var text = PreflightFormats.Of(parsed.GetRequiredValue(format)).Write(report);
            if (parsed.GetValue(output) is { } target)
                await WholeFile.WriteAsync(target, text, cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return report.IsClear ? 0 : ExitCodes.Obstacles;
        });
        return command;
    }
}
