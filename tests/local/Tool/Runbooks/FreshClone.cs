using System.Diagnostics;
using System.Text;

namespace Platform.Tool.Tests.Runbooks;

/// <summary>A clone of the repository as it is committed, where commands are run as somebody would who has just fetched it.</summary>
internal sealed class FreshClone : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clone-").FullName;

    private FreshClone()
    {
    }

    public string Path => _folder;

    public static async Task<FreshClone> MakeAsync()
    {
        var clone = new FreshClone();
        await clone.RunAsync($"git clone --quiet --no-hardlinks '{RepositoryFiles.Root}' .");
        return clone;
    }

    /// <summary>What a command of bash prints, which must end well.</summary>
    public async Task<string> RunAsync(string command)
    {
        using var process = Start(command);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"'{command}' ended with exit code {process.ExitCode}: {output}");
        return output.ToString();
    }

    /// <summary>A command that goes on until it is told to end.</summary>
    public Process Start(string command)
    {
        // In its own place, so that a signal reaches it and not a shell
        var start = new ProcessStartInfo("bash", ["-c", command.Contains('\n', StringComparison.Ordinal) ? command : $"exec {command}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Debian's own Python has the libraries that Debian packages
        start.Environment["PATH"] = $"/usr/bin:{Environment.GetEnvironmentVariable("PATH")}";
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
