using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Platform.Tool.Processes;

/// <summary>Runs programs: one of .NET by its file, others by name.</summary>
internal static partial class Run
{
    /// <summary>With this terminal, in the folder of whoever runs it, so that paths mean what they mean to him.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> ForwardAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        using var signals = new Signals(process);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>In the repository's folder; what it writes is progress, line by line.</summary>
    /// <returns>Its exit code.</returns>
    /// <param name="ifMissing">What is said where there is no such program.</param>
    public static async Task<int> ReportAsync(string program, IEnumerable<string> arguments, string ifMissing)
    {
        var start = StartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput) = (Repository.Root, true);
        try
        {
            using var process = Process.Start(start)!;
            using var signals = new Signals(process);
            while (await process.StandardOutput.ReadLineAsync() is { } line)
                await Progress.Output.WriteLineAsync(line);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new FailedException(ifMissing);
        }
    }

    /// <summary>In the repository's folder; with all that it writes.</summary>
    public static async Task<(int Code, string Output)> CaptureAsync(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = StartInfo(program, arguments);
        start.WorkingDirectory = Repository.Root;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>In the repository's folder, to go on.</summary>
    /// <param name="settings">As environment variables name them.</param>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var all = settings ?? new Dictionary<string, string>();
        // A shell between, as the scripts of version managers are, lets no variable through whose name it would not take
        var named = all.Where(setting => !PlainName().IsMatch(setting.Key))
            .SelectMany(setting => new[] { $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}", setting.Value });
        var start = StartInfo(program, [.. arguments, .. named]);
        start.WorkingDirectory = Repository.Root;
        foreach (var (name, value) in all.Where(setting => PlainName().IsMatch(setting.Key)))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Tells it to end, and waits until it has.</summary>
    public static async Task StopAsync(Process process)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
                await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
        => program.EndsWith(".dll", StringComparison.Ordinal) ? new("dotnet", [program, .. arguments]) : new(program, arguments);

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex PlainName();
}
