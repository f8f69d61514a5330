using System.Text.RegularExpressions;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Observability;

/// <summary>What the server measures: its whole page, to which a test of the server holds it.</summary>
internal static partial class ServerPage
{
    /// <summary>Of all metrics.</summary>
    public static IReadOnlySet<string> Names { get; } = Declarations()
        .Matches(File.ReadAllText(Path.Combine(StackFiles.Root, "tests/app/Inference/Telemetry/page.txt")))
        .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Of all series: a histogram has three by one name.</summary>
    public static bool Has(string series) => Names.Contains(series) || Names.Contains(Suffix().Replace(series, ""));

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Declarations();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex Suffix();
}
