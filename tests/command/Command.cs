using System.Diagnostics;

namespace Platform.Command.Tests;

/// <summary>One run of <c>dotnet platform.cs</c>.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static async Task<Command> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["platform.cs", .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output.ReplaceLineEndings("\n").Trim(), (await error).ReplaceLineEndings("\n").Trim());
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "platform.cs"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository"));
}
