using System.ComponentModel;
using System.Diagnostics;
using Platform.Review.KubernetesTypes;
using Platform.Review.KubernetesTypes.Generation;

namespace Platform.Review.Tests.KubernetesTypes;

public sealed class SchemaTableTests
{
    // In the build's output, so that the sources stay clean
    private static readonly string Modules = Path.Combine(AppContext.BaseDirectory, "object-schemas");

    [SkippableFact]
    public async Task Write_OfThePackages_IsWhatIsCommitted()
    {
        await InstallAsync();

        var written = new SchemaTable(Path.Combine(Modules, "node_modules")).Write();

        Assert.True(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, ObjectSchemas.File)) == written,
            $"{ObjectSchemas.File} is not what the packages say; write it again with: {SchemaTable.Mend}");
    }

    [Fact]
    public void In_WithoutThePackages_SaysWhichIsMissing()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<ReviewException>(() => new SchemaTable(folder.Path));

        Assert.Equal(
            $"'{folder.Path}' has no kubernetes-models; install the packages that review/KubernetesTypes/schemas.json is made of there.", error.Message);
    }

    private static async Task InstallAsync()
    {
        Directory.CreateDirectory(Modules);
        foreach (var file in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(RepositoryRoot.Path, "tests", "review", "KubernetesTypes", file), Path.Combine(Modules, file), overwrite: true);
        try
        {
            using var install = Process.Start(new ProcessStartInfo(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
            {
                WorkingDirectory = Modules,
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
    }
}
