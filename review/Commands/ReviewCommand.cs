using System.CommandLine;
using Platform.Review.Preflight.Asking;
using Platform.Verbs;

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
        Command[] verbs =
        [
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
        ];
        try
        {
            return await VerbProgram.RunAsync(verbs, args, new InvocationConfiguration { Output = output, Error = error });
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
