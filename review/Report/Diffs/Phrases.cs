using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Diff.Risks;
using Platform.Review.Diff.Shown;
using Platform.Review.Values;

namespace Platform.Review.Report.Diffs;

/// <summary>What the formats for people say in the same words.</summary>
internal static class Phrases
{
    /// <summary>How many characters of a value are shown where there is little room.</summary>
    public const int LongestValue = 240;

    private const string None = "(none)";

    public static string Title(DiffSource source)
        => source is DiffSource.Drift ? "What is otherwise in the cloud than it was deployed" : "What changes in the cloud";

    /// <summary>What lists all of a report that is too long for a comment.</summary>
    public static string Command(DiffSource source, string stack) => source switch
    {
        DiffSource.Preview => "dotnet platform.cs diff --preview FILE",
        DiffSource.Drift => "dotnet platform.cs diff --drift FILE",
        _ => $"dotnet platform.cs diff --stack {stack}",
    };

    /// <summary>How many of each kind: <c>2 added, 1 replaced; 120 unchanged</c>; <c>no change</c>.</summary>
    public static string Counts(PlanDiff diff)
    {
        string[] counts =
        [
            .. Enum.GetValues<ChangeKind>().Select(kind => (Kind: kind, Count: diff.Changes.Count(change => change.Kind == kind)))
                .Where(each => each.Count > 0)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count} {Of(each.Kind)}")),
            .. diff.Outputs.Count == 0
                ? Array.Empty<string>()
                : [string.Create(CultureInfo.InvariantCulture, $"{diff.Outputs.Count} of the outputs")],
        ];
        var image = diff.Images is [] ? "" : counts is [] ? "another image" : ", another image";
        var rest = diff.Unchanged is { } unchanged ? string.Create(CultureInfo.InvariantCulture, $"; {unchanged} unchanged") : "";
        return (counts is [] && image.Length == 0 ? "no change" : string.Join(", ", counts) + image) + rest;
    }

    /// <summary>Which image is rolled out in place of which, and how many of its files differ.</summary>
    public static string Image(ImageChange image) => string.Create(
        CultureInfo.InvariantCulture,
        $"Another {image.Output} is built and rolled out: {image.Before ?? "(none)"} → {image.After}; {image.Files.Count} of its "
        + $"files differ");

    public static string Of(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(RiskKind kind) => kind switch
    {
        RiskKind.Loss => "Loss of data or identity",
        RiskKind.Refusal => "Refused",
        RiskKind.Protection => "Protection taken away",
        RiskKind.Exposure => "Exposure",
        RiskKind.Grant => "Rights",
        RiskKind.Trust => "Trust",
        RiskKind.Network => "Network",
        RiskKind.Price => "Price and quota",
        _ => "Other",
    };

    public static string Reasons(ResourceChange change)
        => string.Join("; ", change.Risks.Select(risk => risk.Reason).Where(reason => reason.Length > 0));

    /// <summary>Whence a resource moved, and what keeps it from being created anew; null if it did not.</summary>
    public static string? Move(ResourceChange change) => change.Move switch
    {
        null => null,
        { Alias: null } move => $"was {move.From}, and is kept",
        var move => $"was {move.From}, and is created anew unless it gets: {move.Alias}",
    };

    /// <summary>Both values, each on one line; of long ones, the part from which on they differ.</summary>
    /// <param name="longest">How many characters of a value are shown.</param>
    public static (string Before, string After) Values(PropertyChange change, int longest = LongestValue)
    {
        // A number and a text, or nothing and a text that says so, are to be told apart
        var isTyped = IsText(change.Before) != IsText(change.After) && change is { Before: JsonValue, After: JsonValue };
        var (before, after) = (
            change.Names.Before ?? Value(change.Before, isTyped), change.Names.After ?? Value(change.After, isTyped));
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Max(before.Length, after.Length) <= longest ? 0 : Math.Max(0, same - longest / 4);
        return (From(before, start, longest), From(after, start, longest));
    }

    public static string Value(ShownInput input, int longest = LongestValue)
        => Shortened((input.Name ?? Value(input.Value, isTyped: false)).ReplaceLineEndings(" "), longest);

    /// <summary>What a change brings about besides itself; empty if nothing.</summary>
    public static string Note(PropertyChange change)
        => change.Replaces
            ? "creates it anew"
            : change.IsRefused
            ? $"Azure refuses it: {change.Refusal}"
            : "";

    public static string Shortened(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";

    private static string From(string text, int start, int longest)
        => Shortened(start == 0 || start >= text.Length ? text : $"…{text[start..]}", longest);

    // In JSON, unless it is plain text.
    private static string Value(JsonNode? value, bool isTyped) => value switch
    {
        null => None,
        JsonValue plain when plain.TryGetValue<string>(out var text) && !isTyped && text is not ("" or None) && !text.Any(char.IsControl)
            => text,
        _ => value.ToJsonString(JsonText.OnOneLine),
    };

    /// <summary>The lines that differ, if the values are texts of several lines; else null.</summary>
    public static IReadOnlyList<string>? Lines(PropertyChange change)
        => Text(change.Before) is { } before && Text(change.After) is { } after && (before + after).Contains('\n', StringComparison.Ordinal)
            ? LineDiff.Between(before, after)
            : null;

    private static bool IsText(JsonNode? node) => Text(node) is not null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
