using System.Text.RegularExpressions;
using Platform.Tool.Processes;

namespace Platform.Tool.Setup;

/// <summary>
/// The review as it is run again and again: compiled beforehand, as most of a run of seconds would be compiling. Where the feed has no
/// compiler for that, it goes without.
/// </summary>
internal static partial class ReviewBuild
{
    private const string Project = "review/Platform.Review.csproj";

    /// <param name="analysed">After a build of everything with analysers, of which nothing is to be compiled again.</param>
    /// <returns>The program.</returns>
    public static async Task<string> MakeAsync(bool analysed = false)
    {
        using var alone = await BuildLock.TakeAsync();
        var sources = Sources.Stamp("review", "infra", Path.Combine("eng", "offline-feed"), Path.Combine("eng", "Verbs"));
        await new Stamp(Programs.Review, sources).EnsureAsync(() => BuildAsync(analysed ? [] : [Build.NotAnalysed]));
        return Programs.Review;
    }

    private static async Task BuildAsync(string[] options)
    {
        await OfflineFeed.PrepareAsync();
        using var step = new Step("Building Platform.Review");
        // A workflow runs it once or twice, which pays for no compiling
        var once = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        var (code, output) = once ? await PublishAsync(options) : await PublishAsync([.. options, "-p:Precompiled=true"]);
        if (code != 0 && !once && MissingCompiler().IsMatch(output))
            (code, output) = await PublishAsync(options);
        if (code != 0)
            throw Build.Failure(output, $"{Project} does not build");
    }

    private static Task<(int Code, string Output)> PublishAsync(string[] options)
        => Run.CaptureAsync(
            "dotnet",
            ["publish", Project, "-c", "Release", "--nologo", "-v", "q", "-o", Path.GetDirectoryName(Programs.Review)!, .. options]);

    // No such package at all, none of that version, none for this machine
    [GeneratedRegex(@"NU110[1-3]: .*(?:Crossgen2|Microsoft\.NETCore\.App\.Runtime)|NETSDK1094", RegexOptions.IgnoreCase)]
    private static partial Regex MissingCompiler();
}
