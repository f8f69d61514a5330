using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff;

/// <summary>A change of every single input of the real stacks, one at a time.</summary>
public sealed class PlantedInputTests
{
    [Theory]
    [InlineData("dev", 90)]
    [InlineData("prod", 110)]
    public async Task Between_AnyInputChanged_ShowsThatInputAndNothingElse(string stack, int fewestResources)
    {
        var plan = await Planted.StackAsync(stack);
        var resources = plan.Resources.Where(resource => resource is { Custom: true, Inputs.Count: > 0 }).ToArray();
        Assert.True(resources.Length >= fewestResources, $"only {resources.Length} resources");

        foreach (var resource in resources)
        {
            foreach (var path in Leaves(resource.Inputs, []))
                AssertShown(plan, resource, path);
        }
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Between_AnyResourceRemoved_ShowsItAndNothingElse(string stack)
    {
        var plan = await Planted.StackAsync(stack);

        foreach (var resource in plan.Resources.Where(resource => resource.Custom))
        {
            var less = plan with { Resources = [.. plan.Resources.Where(other => other != resource)] };
            Assert.Equal([$"removed {resource.Path}"], PlanDiff.Between(plan, less).Lines());
            Assert.Equal([$"added {resource.Path}"], PlanDiff.Between(less, plan).Lines());
        }
    }

    private static void AssertShown(Plan plan, PlannedResource resource, string[] path)
    {
        var changed = plan.With(resource.Path, copy =>
        {
            Replace(copy.Inputs, path);
            return copy with { Options = copy.Options with { IgnoreChanges = null } };
        });
        var before = plan.With(resource.Path, copy => copy with { Options = copy.Options with { IgnoreChanges = null } });

        var change = Assert.Single(PlanDiff.Between(before, changed).Changes);

        Assert.Equal(resource.Path, change.Path);
        Assert.True(change.Kind is ChangeKind.Changed or ChangeKind.Replaced, $"{change.Path} {change.Kind}");
        Assert.InRange(change.Properties.Count, 1, 2);
        Assert.All(change.Properties, property => Assert.Equal(path[0], property.Path.Names[0]));
        if (change.Properties is [var one] && one.Before is JsonValue)
            Assert.Equal(Schema(path), one.Path.Schema);
    }

    private static string Schema(string[] path)
        => string.Join(
            '.',
            path.Where(
                (name, i) =>
                    i == 0
                        || (!int.TryParse(name, out _) && !name.Contains('.', StringComparison.Ordinal)
                            && !name.Contains('/', StringComparison.Ordinal))));

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, [.. path, member.Key])),
        JsonArray elements => elements.SelectMany((element, i) => Leaves(element, [.. path, $"{i}"])),
        null => [],
        _ => [path],
    };

    private static void Replace(JsonNode inputs, string[] path)
    {
        var parent = path[..^1].Aggregate(inputs, (node, name) => node is JsonArray list ? list[int.Parse(name, null)]! : node[name]!);
        if (parent is JsonArray elements)
            elements[int.Parse(path[^1], null)] = Other(elements[int.Parse(path[^1], null)]!);
        else
            parent[path[^1]] = Other(parent[path[^1]]!);
    }

    private static JsonNode Other(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        JsonValueKind.Number => JsonNode.Parse(value.ToJsonString())!.GetValue<double>() + 1,
        _ => $"other {value}",
    };
}
