using Platform.Review.Commands;

namespace Platform.Review.Tests.Commands;

/// <summary>A run of the command line.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLine> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await ReviewCommand.RunAsync(args, output, error);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
