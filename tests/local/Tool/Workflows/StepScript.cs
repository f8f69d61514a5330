using System.Diagnostics;
using static Platform.Tool.Tests.Workflows.WorkflowFile;

namespace Platform.Tool.Tests.Workflows;

/// <summary>Runs a step's script as the runner does, in a folder of its own, with programs that answer from a file.</summary>
internal sealed class StepScript(string workflow, string step) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("step-");

    public string Folder => _folder.FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    /// <param name="script">What stands in for a program.</param>
    public void Program(string name, string script)
    {
        Write($"bin/{name}", $"#!/usr/bin/env bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(Folder, "bin", name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public async Task<(int ExitCode, string Output)> RunAsync()
    {
        Skip.If(OperatingSystem.IsWindows(), "the pipelines' scripts run on Linux");
        var file = All.Single(each => each.Path.Contains(workflow, StringComparison.Ordinal));
        Write("script.sh", $"{Child(file.Steps.Single(each => $"{Child(each, "name")}" == step), "run")}");
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "script.sh"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(Folder, "bin")}:{start.Environment["PATH"]}";
        start.Environment["RUNNER_TEMP"] = Folder;
        start.Environment["GITHUB_OUTPUT"] = Path.Combine(Folder, "output");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
