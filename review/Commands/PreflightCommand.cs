using System.CommandLine;
using Platform.Infra.Settings;
using Platform.Review.Plans;
using Platform.Review.Preflight;
using Platform.Review.Preflight.Asking;
using Platform.Review.Report;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>preflight</c>: asks Azure what the first <c>up</c> of a stack would trip over.</summary>
internal static class PreflightCommand
{
    public static Command Create(ICommands commands)
    {
        var stack = StackOption.Create();
        var format = FormatOption.Create(ReportFormats.Preflight);
        var output = OutputOption.Create();
        var root = RootOption.Create();

        var command = Verb.Preflight.ToCommand(stack, format, output, root);
        StackOption.Require(command, stack);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = parsed.Read(root);
            var configuration = repository.Configuration(parsed.GetRequiredValue(stack)!);
            var azure = new AzureCli(commands);
            var plan = await PlanRecorder.RecordAsync(repository.Root, configuration, cancellationToken);
            var account = await azure.AccountAsync(configuration.Said(SubscriptionSettings.IdKey), cancellationToken);
            var report = await PreflightReport.OfAsync(
                new(plan.In(account.SubscriptionId), account, azure, commands, configuration), cancellationToken);
            var text = ReportFormats.Preflight[parsed.GetRequiredValue(format)].Write(report);
            await parsed.WriteAsync(output, text, cancellationToken);
            return report.IsClear ? 0 : ExitCodes.Obstacles;
        });
        return command;
    }
}
