using System.Diagnostics;
using System.Xml.Linq;
using Platform.Tool.Processes;

namespace Platform.Tool.Testing;

/// <summary>A project of tests, built already.</summary>
/// <param name="Path">From the repository's folder.</param>
internal sealed record TestProject(string Path)
{
    private static readonly XNamespace _results = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The build machinery's own, which are not in the solution.</summary>
    public bool IsOfMachinery => Path.StartsWith("eng", StringComparison.Ordinal);

    /// <summary>The largest first, so that no long one is left to run alone at the end.</summary>
    public static IReadOnlyList<TestProject> All()
        => [.. new[] { "tests", "eng" }.Select(folder => Repository.At(folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .OrderByDescending(SourceLength)
            .Select(file => new TestProject(System.IO.Path.GetRelativePath(Repository.Root, file)))];

    /// <param name="filter">As <c>dotnet test --filter</c> has it; null for all.</param>
    public async Task<TestResult> RunAsync(string? filter)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(Path);
        var results = Repository.At("artifacts", "test-results", name + ".trx");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(results)!);
        File.Delete(results);
        var watch = Stopwatch.StartNew();
        List<string> arguments =
        [
            "test", Path, "-c", "Release", "--no-build", "--nologo", "--logger", $"trx;LogFileName={results}",
            // A test that never ends is named and fails, where CI would only run out of time
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none",
        ];
        if (filter is not null)
            arguments.AddRange(["--filter", filter]);
        var (code, output) = await Run.CaptureAsync(
            "dotnet", arguments,
            // Each host would watch its settings' files, and a machine has few watches
            ("DOTNET_hostBuilder__reloadConfigOnChange", "false"),
            // Most processes end before a profile of theirs pays
            ("DOTNET_TieredPGO", "0"));
        if (!File.Exists(results))
            return filter is not null && code == 0 ? new(0, 0, 0, []) : new(0, 1, 0, [Line("failed\n" + output.TrimEnd())]);
        var (passed, failed, skipped) = Count(XDocument.Load(results), code);
        var outcome = failed > 0
            ? "failed\n" + output.TrimEnd()
            : $"{passed} passed{(skipped.Length > 0 ? $", {skipped.Length} skipped" : "")}";
        return new(passed, failed, skipped.Length, [Line(outcome), .. skipped]);

        string Line(string outcome) => $"[{watch.Elapsed.TotalSeconds,5:0.0} s] Testing {name}  {outcome}";
    }

    private static (int Passed, int Failed, string[] Skipped) Count(XDocument results, int code)
    {
        var outcomes = results.Descendants(_results + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var (passed, skipped) = (outcomes["Passed"].Count(), outcomes["NotExecuted"].ToArray());
        // A test host that crashed has reported fewer failures than there were
        var failed = Math.Max(outcomes.Sum(group => group.Count()) - passed - skipped.Length, code == 0 ? 0 : 1);
        return (passed, failed, [.. skipped.Select(result =>
            $"    skipped: {(string?)result.Attribute("testName")}: {result.Descendants(_results + "Message").FirstOrDefault()?.Value}")]);
    }

    private static long SourceLength(string project)
        => Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length);
}
