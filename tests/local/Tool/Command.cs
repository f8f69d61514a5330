using System.Diagnostics;

namespace Platform.Tool.Tests;

/// <summary>One run of <c>dotnet platform.cs</c>.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    // The first run of what was changed builds it, which it says; after that, each says what it has to say alone
    private static readonly Lazy<Task> _built = new(async () =>
    {
        foreach (var verb in new[] { "up", "plan", "train", "rehearse", "bench" })
            await StartAsync([], ["help", verb]);
    });

    public static Task<Command> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static async Task<Command> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await _built.Value;
        return await StartAsync(environment, arguments);
    }

    private static async Task<Command> StartAsync(Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["platform.cs", .. arguments])
        {
            WorkingDirectory = RepositoryFiles.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output.ReplaceLineEndings("\n").Trim(), (await error).ReplaceLineEndings("\n").Trim());
    }
}
