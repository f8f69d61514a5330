using System.CommandLine;

namespace Platform.Verbs;

/// <summary>How every program here takes its arguments: one form of help, one form of saying what is wrong with them.</summary>
public static class VerbProgram
{
    /// <summary>The exit code where the arguments are wrong; nothing was begun.</summary>
    public const int WrongUsage = 2;

    private static readonly ParserConfiguration _parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Whether it is how the verb is used that is asked for, and nothing else.</summary>
    public static bool AsksForHelp(string arg) => arg is "--help" or "-h";

    /// <returns>What the verb returns, or <see cref="WrongUsage"/>; why is said on the invocation's error.</returns>
    /// <param name="verbs">What the program can do.</param>
    /// <param name="args">A verb's name, and its options; or a verb and <c>--help</c>.</param>
    /// <param name="invocation">Where it writes to.</param>
    public static async Task<int> RunAsync(IEnumerable<Command> verbs, IReadOnlyList<string> args, InvocationConfiguration invocation)
    {
        var root = new RootCommand();
        foreach (var verb in verbs)
            root.Add(verb);
        invocation.EnableDefaultExceptionHandler = false;
        if (root.Subcommands.FirstOrDefault(verb => verb.Name == args.FirstOrDefault()) is not { } asked)
            return await WrongAsync(
                $"unknown verb '{args.FirstOrDefault()}'; allowed: {string.Join(", ", root.Subcommands.Select(verb => verb.Name))}");
        if (args.Any(AsksForHelp))
        {
            await invocation.Output.WriteLineAsync(Usage.Of(asked));
            return 0;
        }

        var parsed = root.Parse(args, _parsing);
        if (Usage.FaultOf(parsed) is { } fault)
            return await WrongAsync(fault);
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (WrongUsageException exception)
        {
            return await WrongAsync(exception.Message);
        }

        async Task<int> WrongAsync(string message)
        {
            await invocation.Error.WriteLineAsync(message);
            return WrongUsage;
        }
    }
}
