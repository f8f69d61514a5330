using Platform.Review.Commands;

namespace Platform.Review.Tests.Commands;

/// <summary>A run of the command line.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static Task<CommandLine> RunAsync(params string[] args) => RunAsync(null, args);

    /// <param name="network">What answers instead of the network.</param>
    public static async Task<CommandLine> RunAsync(HttpMessageHandler? network, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await ReviewCommand.RunAsync(args, output, error, network: network is null ? null : () => network);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
