using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Platform.Review.Tests;

/// <summary>Packages of a test's package.json, put into the build's output, so that the sources stay clean.</summary>
internal static class NpmPackages
{
    // Several tests may want the same at once, and npm takes away what another one reads
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _installed = new();

    /// <param name="test">The folder of the test below tests/review.</param>
    /// <returns>The folder that holds <c>node_modules</c>; the test is skipped where the packages are not to be had.</returns>
    public static Task<string> InstallAsync(string test) => _installed.GetOrAdd(test, name => new(() => InstallAnewAsync(name))).Value;

    private static async Task<string> InstallAnewAsync(string test)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "npm", test);
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(RepositoryRoot.Path, "tests", "review", test, file), Path.Combine(folder, file), overwrite: true);
        try
        {
            using var install = Process.Start(new ProcessStartInfo(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var error = install.StandardError.ReadToEndAsync(patience.Token);
            var output = await install.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await install.WaitForExitAsync(patience.Token);
            Skip.If(install.ExitCode != 0, $"the npm registry does not give the packages: {output}");
        }
        catch (Win32Exception)
        {
            Skip.If(true, "there is no Node.js with npm on this machine");
        }

        return folder;
    }
}
