using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Diffs;
using Platform.Review.Values;

namespace Platform.Review.Tests.Diff;

/// <summary>What the formats say of a difference, held to each other: none may say less than another.</summary>
internal static class Told
{
    /// <returns>The text, once Markdown and JSON are seen to say the same.</returns>
    public static string Everywhere(PlanDiff diff)
    {
        var report = new DiffReport("HEAD", [diff]);
        var (text, comment, whole) = (new TextDiffFormat().Write(report), new MarkdownDiffFormat().Write(report),
            MarkdownDiffFormat.WriteWhole(report));
        var json = JsonNode.Parse(new JsonDiffFormat().Write(report))!["stacks"]![0]!;
        Assert.Equal(
            diff.Changes.Select(change => $"{change.Kind.ToString().ToLowerInvariant()} {change.Path}"),
            json["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["path"]}"));
        foreach (var (change, told) in diff.Changes.Zip(json["changes"]!.AsArray()))
        {
            Assert.All([text, comment, whole], format => Assert.Contains(change.Path, format, StringComparison.Ordinal));
            Assert.Equal(
                change.Risks.Select(risk => risk.Reason).Where(reason => reason.Length > 0),
                told!["reasons"]!.AsArray().Select(reason => $"{reason}"));
            Assert.All(
                change.Risks.Where(risk => risk.Reason.Length > 0),
                risk => Assert.All(
                    [comment, whole], format => Assert.Contains(Markdown.Html(risk.Reason), format, StringComparison.Ordinal)));
            Assert.Equal(change.Properties.Count, told["properties"]!.AsArray().Count);
            foreach (var (property, its) in change.Properties.Zip(told["properties"]!.AsArray()))
                Same(property, its!, text, whole);
        }

        return text;
    }

    /// <summary>The same of one resource whose inputs are changed, added or removed.</summary>
    public static string Of(string type, string? before, string? after)
        => Everywhere(PlanDiff.Between(Plan(type, before), Plan(type, after)));

    private static Plan Plan(string type, string? inputs)
        => inputs is null ? Planted.Of() : Planted.Of(Planted.Resource("platform/x", type, (JsonObject)JsonNode.Parse(inputs)!));

    private static void Same(PropertyChange property, JsonNode told, string text, string whole)
    {
        Assert.Equal(property.Path.Text, (string?)told["path"]);
        Assert.True(
            JsonNode.DeepEquals(property.Before, told["before"]) && JsonNode.DeepEquals(property.After, told["after"]),
            told.ToJsonString());
        Assert.Equal((property.Replaces, property.IsRefused), ((bool?)told["replaces"] ?? false, (bool?)told["refused"] ?? false));
        Assert.All([text, whole], format => Assert.Contains(property.Path.Text, format, StringComparison.Ordinal));
        foreach (var (value, name) in new[] { (property.Before, property.Names.Before), (property.After, property.Names.After) })
            Assert.All(
                name is null ? Lines(value) : [name],
                line => Assert.All([text, whole], format => Assert.Contains(line, format, StringComparison.Ordinal)));
        if (property.Refusal is { } refusal)
            Assert.All([text, whole], format => Assert.Contains(refusal, format, StringComparison.Ordinal));
    }

    // Of what has several lines, those that stay are left out
    private static IEnumerable<string> Lines(JsonNode? value) => value switch
    {
        null => [],
        JsonValue plain when plain.TryGetValue<string>(out var text) => text.Contains('\n', StringComparison.Ordinal) ? [] : [text],
        _ => [value.ToJsonString(JsonText.OnOneLine)],
    };
}
