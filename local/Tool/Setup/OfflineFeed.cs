using System.Text.RegularExpressions;
using Platform.Tool.Processes;

namespace Platform.Tool.Setup;

/// <summary>Packages that the machine's feed lacks, made here from what the npm registry has.</summary>
internal static partial class OfflineFeed
{
    private static readonly string _script = Repository.At("eng", "offline-feed", "build.mjs");
    private static readonly string _complete = Repository.At("artifacts", "offline-feed", "complete");

    /// <summary>Newer than the list of packages, once the machine's own feed is known to have them all.</summary>
    private static readonly string _needless = Repository.At("artifacts", "feed-is-whole");

    /// <summary>Before anything is built that needs Pulumi's packages.</summary>
    public static async Task PrepareAsync()
    {
        if (!File.Exists(_script))
            return;
        if (!File.Exists(_complete))
        {
            if (File.Exists(_needless) && File.GetLastWriteTimeUtc(_needless) >= File.GetLastWriteTimeUtc(
                Repository.At("Directory.Packages.props")))
                return;
            if (await MissingAsync() is not [_, ..] missing)
            {
                await File.WriteAllTextAsync(_needless, "");
                return;
            }

            Progress.Output.WriteLine(
                $"The package feed lacks {string.Join(", ", missing)}; building the offline feed (once, about a minute).");
        }

        var made = await Run.ReportAsync(
            "node", [_script], "Node.js 20 or later is needed to build the offline feed, and `node` was not found");
        if (made != 0)
            throw new FailedException("the offline feed could not be built");
    }

    /// <exception cref="FailedException">Packages cannot be restored, and none could be made here.</exception>
    private static async Task<string[]> MissingAsync()
    {
        using var step = new Step("Asking the package feed for what the projects need");
        var (code, output) = await Run.CaptureAsync("dotnet", ["restore", "Platform.sln", "--nologo"]);
        if (code == 0)
            return [];
        string[] missing = [.. MissingPackage().Matches(output).Select(match => match.Groups[1].Value).Distinct()];
        return missing.Length > 0 && missing.All(IsOffered) ? missing : throw Build.Failure(output, "packages cannot be restored");
    }

    private static bool IsOffered(string id) => id is "Pulumi" || id.StartsWith("Pulumi.", StringComparison.Ordinal);

    [GeneratedRegex(@"NU1101: Unable to find package ([\w.]+)\.")]
    private static partial Regex MissingPackage();
}
