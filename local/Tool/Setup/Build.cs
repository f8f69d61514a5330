using System.Text.RegularExpressions;
using Platform.Tool.Processes;

namespace Platform.Tool.Setup;

/// <summary>Restores and builds projects, where anything has changed.</summary>
internal static partial class Build
{
    /// <summary>For a program that is only to run: the analysers, which `test` has, take as long as the compiler.</summary>
    public const string NotAnalysed = "-p:RunAnalyzers=false";

    /// <summary>What needs no Pulumi package, so that nothing is asked or made before it is built.</summary>
    public static async Task PlainAsync(string project)
    {
        using var alone = await BuildLock.TakeAsync();
        await ProgramAsync(project);
    }

    /// <summary>What needs them; where the package feed lacks what the offline feed can make, makes that first.</summary>
    public static async Task WithPulumiAsync(params string[] projects)
    {
        using var alone = await BuildLock.TakeAsync();
        await OfflineFeed.PrepareAsync();
        foreach (var project in projects)
            await ProgramAsync(project);
    }

    /// <summary>
    /// All of it, with the tests and the analysers. The programs are stamped, so that no verb that a test runs builds them once more below
    /// the tests that run beside it.
    /// </summary>
    public static async Task AllAsync(IEnumerable<string> projects)
    {
        using (await BuildLock.TakeAsync())
        {
            await OfflineFeed.PrepareAsync();
            var stamps = Programs.All.Select(program => new Stamp(program, Sources.OfAll)).ToArray();
            foreach (var stamp in stamps)
                stamp.Remove();
            foreach (var project in projects)
                await RunAsync(project);
            foreach (var stamp in stamps)
                await stamp.WriteAsync();
        }

        await ReviewBuild.MakeAsync(analysed: true);
    }

    /// <param name="output">What the build printed.</param>
    /// <param name="otherwise">What failed, unless it is that the feed cannot be reached.</param>
    public static FailedException Failure(string output, string otherwise)
    {
        if (Unreachable().Match(output) is { Success: true } unreachable)
            return new($"The package feed could not be reached: {unreachable.Groups[1].Value.Trim()}");
        var errors = output.Split('\n').Where(line => line.Contains(" error ", StringComparison.Ordinal)).Select(line => line.Trim())
            .Distinct().Take(20).ToArray();
        return new($"{otherwise}:\n{(errors.Length > 0 ? string.Join('\n', errors) : output.Trim())}");
    }

    private static Task ProgramAsync(string project)
        => new Stamp(Programs.Built(Path.GetFileNameWithoutExtension(project)), Sources.OfAll).EnsureAsync(
            () => RunAsync(project, NotAnalysed));

    private static async Task RunAsync(string project, params string[] options)
    {
        using var step = new Step($"Building {Path.GetFileNameWithoutExtension(project)}");
        var (code, output) = await Run.CaptureAsync("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "q", .. options]);
        if (code != 0)
            throw Failure(output, $"{project} does not build");
    }

    [GeneratedRegex(@"NU1301: ([^\r\n\[]+)")]
    private static partial Regex Unreachable();
}
