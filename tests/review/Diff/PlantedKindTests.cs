using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Tests.Diff;

/// <summary>
/// In a resource of every kind: an input that comes, one that goes, an element more or less in a list, a word within a long text.
/// </summary>
public sealed class PlantedKindTests
{
    private const int Long = 300;

    [Theory]
    [InlineData("dev", 250, 8)]
    [InlineData("prod", 300, 8)]
    public async Task Between_PartPlantedInEveryKind_ShowsExactlyThat(string stack, int fewest, int fewestLong)
    {
        var plan = await Planted.StackAsync(stack);
        var kinds = plan.Resources.Where(resource => resource.Custom).GroupBy(resource => resource.Type).ToArray();
        var (planted, inLongTexts) = (0, 0);

        foreach (var kind in kinds)
        {
            var resource = kind.MaxBy(resource => resource.Inputs.ToJsonString().Length)!;
            var changes = Changes(resource.Inputs).ToArray();
            Assert.True(changes.Length >= 2, kind.Key);
            foreach (var change in changes)
            {
                AssertShown(plan, resource, change);
                planted++;
                inLongTexts += change.Before is JsonValue text && text.ToString().Length > Long ? 1 : 0;
            }
        }

        Assert.True(
            planted >= fewest && inLongTexts >= fewestLong,
            $"{planted} planted, {inLongTexts} of them in long texts, in {kinds.Length} kinds");
    }

    private sealed record Change(string[] At, JsonNode? Before, JsonNode? After, Action<JsonObject> Make);

    private static IEnumerable<Change> Changes(JsonObject inputs)
    {
        yield return new(["planted"], null, "new", copy => copy["planted"] = "new");
        var (name, value) = inputs.First(member => member.Key != "metadata");
        yield return new([name], value, null, copy => copy.Remove(name));
        foreach (var (path, list) in Lists(inputs, []).DistinctBy(each => Schema(each.Path)))
        {
            yield return new(path, list[^1], null, copy => At(copy, path).AsArray().RemoveAt(list.Count - 1));
            yield return new(path, null, Another(list[0]!), copy => At(copy, path).AsArray().Insert(0, Another(list[0]!)));
        }

        foreach (var (path, text) in Texts(inputs, []).Where(each => each.Text.Length > Long).DistinctBy(each => Schema(each.Path)))
        {
            var longer = text.Insert(text.IndexOf(' ', text.Length / 2) is > 0 and var space ? space : text.Length / 2, "planted");
            yield return new(path, text, longer, copy => At(copy, path[..^1])[path[^1]] = longer);
        }
    }

    private static void AssertShown(Plan plan, PlannedResource resource, Change planted)
    {
        var (before, after) = (plan.With(resource.Path, Heeded), plan.With(resource.Path, copy =>
        {
            planted.Make(copy.Inputs);
            return Heeded(copy);
        }));

        var change = Assert.Single(PlanDiff.Between(before, after).Changes);

        Assert.Equal(resource.Path, change.Path);
        Assert.True(change.Kind is ChangeKind.Changed or ChangeKind.Replaced, $"{change.Path} {change.Kind}");
        var property = Assert.Single(change.Properties);
        Assert.StartsWith(Schema(planted.At), property.Path.Schema, StringComparison.Ordinal);
        if (planted.Before is null || planted.After is null)
            Assert.Equal(
                (Canonical.Text(planted.Before), Canonical.Text(planted.After)),
                (Canonical.Text(property.Before), Canonical.Text(property.After)));
        else
            Assert.NotEqual($"{property.Before}", $"{property.After}");
    }

    private static PlannedResource Heeded(PlannedResource copy) => copy with { Options = copy.Options with { IgnoreChanges = null } };

    private static string Schema(string[] path)
        => path.Aggregate(PropertyPath.Root, (at, name) => int.TryParse(name, out var index) ? at.At(name, index) : at.Member(name)).Schema;

    private static JsonNode At(JsonNode root, string[] path)
        => path.Aggregate(root, (node, name) => node is JsonArray list ? list[int.Parse(name, null)]! : node[name]!);

    private static JsonNode Another(JsonNode element) => element.GetValueKind() switch
    {
        JsonValueKind.Object => new JsonObject(element.AsObject().Select(member => KeyValuePair.Create(
            member.Key,
            member.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String ? "planted" : member.Value?.DeepClone()))),
        JsonValueKind.Number => 4711,
        _ => "planted",
    };

    private static IEnumerable<(string[] Path, JsonArray List)> Lists(JsonNode? node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Lists(member.Value, [.. path, member.Key])),
        JsonArray { Count: > 0 } elements when elements[0] is not JsonArray =>
            elements.SelectMany((element, i) => Lists(element, [.. path, $"{i}"])).Prepend((path, elements)),
        _ => [],
    };

    private static IEnumerable<(string[] Path, string Text)> Texts(JsonNode? node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value, [.. path, member.Key])),
        JsonArray elements => elements.SelectMany((element, i) => Texts(element, [.. path, $"{i}"])),
        JsonValue value when value.TryGetValue<string>(out var text) => [(path, text)],
        _ => [],
    };
}
