using System.Collections.Concurrent;
using System.Diagnostics;

namespace Platform.Inference.Tests.Export;

/// <summary>
/// The system's own Python, for which Debian packages the libraries; another one in front of it in the path has none of them.
/// </summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    /// <summary>Whether a module is there: to import one takes seconds.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _modules = new();

    /// <summary>Skips the test where one of the modules is missing, and says which package has it.</summary>
    public static async Task RequireAsync(params string[] modules)
    {
        Skip.IfNot(File.Exists(Program), $"there is no {Program}");
        foreach (var module in modules)
            Skip.IfNot(await _modules.GetOrAdd(module, CanImport).Value, $"Python has no {module} (Debian: python3-{module})");
    }

    /// <summary>What a program prints.</summary>
    public static async Task<string> RunAsync(string[] arguments, string? folder = null)
    {
        var (exitCode, output, errors) = await StartAsync(arguments, folder);
        Assert.True(exitCode == 0, $"python3 {string.Join(' ', arguments)}: {output}{errors}");
        return output.Trim();
    }

    /// <summary>How a program ends, and what it prints.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> StartAsync(string[] arguments, string? folder)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder ?? "", RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    private static Lazy<Task<bool>> CanImport(string module)
        => new(async () => (await StartAsync(["-c", $"import {module}"], null)).ExitCode == 0);
}
