using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Tool.Tests;

/// <summary>The whole chain on loopback, as <c>up --once</c> shows it: gateway, server, real calls.</summary>
public sealed partial class ChainTests
{
    [Fact]
    public async Task UpOnce_ShowsACallOfEachKind_AndExitsWith0()
    {
        var run = await Command.RunAsync("up", "--once", "--port", "0");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                ("without a key", 401, false), ("with the key of free", 200, false), ("another customer of free", 200, false),
                ("its call 1000 of the month", 200, false), ("its call 1001 of the month", 403, true),
                ("call 11 of free in a minute", 429, true),
            ],
            Calls(run.Output));
        Assert.Contains("key of a development customer of free", run.Output);
    }

    // As "  what   403 (Retry-After: 9) { the body"
    private static IEnumerable<(string What, int Status, bool SaysWhenToRetry)> Calls(string output)
        => Line().Matches(output).Select(match => (
            match.Groups["what"].Value, int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture),
            match.Groups["retry"].Success));

    [GeneratedRegex(@"^  (?<what>\S.*?) +(?<status>\d{3})(?<retry> \(Retry-After: \d+\))? \{", RegexOptions.Multiline)]
    private static partial Regex Line();
}
