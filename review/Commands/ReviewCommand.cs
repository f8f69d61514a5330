using System.CommandLine;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Commands;

/// <summary>The command line of the review.</summary>
internal static class ReviewCommand
{
    /// <returns>0, or one of <see cref="ExitCodes"/>; why is said on <paramref name="error"/>.</returns>
    /// <param name="commands">The programs that are asked about Azure; those of the machine, unless given.</param>
    /// <param name="network">Where Azure's price list is reached; the network, unless given.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, ICommands? commands = null,
        Func<HttpMessageHandler>? network = null)
    {
        var root = new RootCommand("Shows what the platform's stacks would create, without cloud or credentials.")
        {
            CheckCommand.Create(),
            CostCommand.Create(),
            PlanCommand.Create(),
            DiffCommand.Create(),
            ReportCommand.Create(),
            GraphCommand.Create(),
            ImportCommand.Create(),
            SummaryCommand.Create(),
            KindsCommand.Create(),
            PreflightCommand.Create(commands ?? new ProcessCommands()),
            PricesCommand.Create(network ?? (() => new SocketsHttpHandler())),
        };
        var parsed = root.Parse(args);
        var console = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            var exitCode = await parsed.InvokeAsync(console);
            return parsed.Errors.Count > 0 ? ExitCodes.WrongUsage : exitCode;
        }
        catch (ReviewException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await error.WriteLineAsync($"The review itself is at fault: {exception}");
            return ExitCodes.Failed;
        }
    }
}
