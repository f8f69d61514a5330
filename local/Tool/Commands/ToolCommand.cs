using System.CommandLine;
using Platform.Tool.Models;
using Platform.Tool.Processes;
using Platform.Tool.Testing;
using Platform.Tool.Up;
using Platform.Verbs;

namespace Platform.Tool.Commands;

/// <summary>The command line of <c>dotnet platform.cs</c>.</summary>
internal static class ToolCommand
{
    /// <returns>0; 2 where what was asked for is wrong, 1 where it did not work; or what another program returned.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            // `dotnet` keeps a --help without `--` before it to itself; hence the verb
            if (args is [] or ["--help" or "-h" or "help"])
            {
                await output.WriteLineAsync(VerbList());
                return args.Length == 0 ? VerbProgram.WrongUsage : 0;
            }

            var given = args is ["help", var of] ? [of, "--help"] : args;
            if (Verb.All.FirstOrDefault(verb => verb.Name == given[0]) is not { } asked)
            {
                await error.WriteLineAsync($"unknown verb '{given[0]}'\n\n{VerbList()}");
                return VerbProgram.WrongUsage;
            }

            if (HandedOver.Verbs.TryGetValue(asked, out var handOver))
            {
                Progress.IsAside = true;
                return await handOver(given);
            }

            return await VerbProgram.RunAsync(
                [UpCommand.Create(), TestCommand.Create(), ServeCommand.Create(), ModelCommand.Create(), SmokeCommand.Create()],
                given,
                // The programs that it starts are told to end, and it waits for them
                new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
        }
        catch (FailedException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static string VerbList()
        => "usage: dotnet platform.cs <verb> [options]\n\n"
        + string.Join('\n', Verb.All.Select(verb => $"  {verb.Name,-9} {verb.Summary}"))
        + "\n\n`dotnet platform.cs help <verb>`, or `dotnet platform.cs -- <verb> --help`, lists a verb's options.";
}
