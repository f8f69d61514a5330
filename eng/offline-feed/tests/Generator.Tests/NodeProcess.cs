using System.ComponentModel;
using System.Diagnostics;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Runs a script with node, where there is one.</summary>
internal static class NodeProcess
{
    public static void SkipWithoutNode() => Skip.IfNot(IsThere(), "node is not on the PATH");

    // What the scripts print is a few lines, which fit a pipe without a reader.
    public static (int ExitCode, string Output, string Error) Run(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Trim());
    }

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
        => Run(new Dictionary<string, string>(), arguments);

    private static bool IsThere()
    {
        try
        {
            return Run("--version").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
