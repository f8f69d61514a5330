namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>The command that builds the feed, in a copy of this folder where nothing is built.</summary>
public sealed class BuildCommandTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("offline-feed-");

    [SkippableFact]
    public void Build_UnknownOption_PrintsUsageAndExitsWithTwo()
    {
        Assert.Equal((2, "", "unknown option '--force'; usage: node eng/offline-feed/build.mjs [--check]"), Run("--force"));
    }

    [SkippableFact]
    public void Check_NothingBuilt_SaysSoAndExitsWithOne()
    {
        Assert.Equal((1, "the offline feed is not built", ""), Run("--check"));
    }

    [SkippableFact]
    public void Check_MarkerWithoutPackages_IsOutOfDate()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "artifacts", "offline-feed"));
        File.WriteAllText(Path.Combine(_root.FullName, "artifacts", "offline-feed", "complete"), "");

        Assert.Equal((1, "the offline feed is out of date", ""), Run("--check"));
    }

    [SkippableFact]
    public void Build_NpmAndNuGetVersionsDiffer_NamesBoth()
    {
        var (exitCode, _, error) = Run(
            changeVersions: text =>
                text.Replace("\"Pulumi.AzureAD\" Version=\"6.9.1\"", "\"Pulumi.AzureAD\" Version=\"7.0.0\"", StringComparison.Ordinal));

        Assert.Equal(1, exitCode);
        Assert.Equal("the offline feed could not be built: package.json has @pulumi/azuread 6.9.1, but Directory.Packages.props has "
            + "Pulumi.AzureAD 7.0.0; " +
            "make them the same", error);
    }

    [SkippableFact]
    public void Build_NpmUnreachable_SaysSoInOneSentenceAndLeavesNoMarker()
    {
        var (exitCode, _, error) = Run();

        Skip.If(error.StartsWith("the offline feed needs 'npm'", StringComparison.Ordinal), error);
        Assert.Equal(1, exitCode);
        Assert.Equal("the offline feed could not be built: npm could not reach its registry " +
            $"(log: {Path.Combine(_root.FullName, "artifacts", "offline-feed-build", "npm.log")})", error);
        Assert.False(File.Exists(Path.Combine(_root.FullName, "artifacts", "offline-feed", "complete")));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private (int ExitCode, string Output, string Error) Run(string? option = null, Func<string, string>? changeVersions = null)
    {
        NodeProcess.SkipWithoutNode();
        var folder = Path.Combine(_root.FullName, "eng", "offline-feed");
        foreach (var file in Directory.EnumerateFiles(OfflineFeedFolder.Source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(OfflineFeedFolder.Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var versions = File.ReadAllText(Path.Combine(OfflineFeedFolder.Repository, "Directory.Packages.props"));
        File.WriteAllText(Path.Combine(_root.FullName, "Directory.Packages.props"), changeVersions?.Invoke(versions) ?? versions);

        // Nothing listens on the discard port.
        var unreachable = new Dictionary<string, string>
        {
            ["npm_config_registry"] = "http://127.0.0.1:9",
            ["npm_config_cache"] = Path.Combine(_root.FullName, "cache"),
            ["npm_config_fetch_retries"] = "0",
        };
        string[] arguments = option is null ? [] : [option];
        return NodeProcess.Run(unreachable, [Path.Combine(folder, "build.mjs"), .. arguments]);
    }
}
