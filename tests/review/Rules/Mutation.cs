using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Tests.Rules;

/// <summary>
/// Changes to a plan, one a line: <c>Type path = json</c> sets an input of every resource of a type, <c>- Type</c> takes them out,
/// <c>+ Type json</c> adds one, named and placed as its inputs say.
/// </summary>
internal static class Mutation
{
    private const string Group = "rg-platform-prod-westeurope";

    public static Plan With(this Plan plan, string changes)
        => changes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Aggregate(plan, Apply);

    private static Plan Apply(Plan plan, string change)
    {
        var parts = change.Split(' ', 3);
        return parts switch
        {
            ["-", var type] => plan with { Resources = [.. plan.Resources.Where(resource => !Is(resource, type))] },
            ["+", var type, var inputs] => plan with { Resources = [.. plan.Resources, Added(type, (JsonObject)JsonNode.Parse(inputs)!)] },
            [var type, var path, var value] when value.StartsWith("= ", StringComparison.Ordinal)
                => plan with
                {
                    Resources = [.. plan.Resources.Select(resource => Is(resource, type) ? Changed(resource, path, value[2..]) : resource)],
                },
            _ => throw new ArgumentException($"'{change}' is no change"),
        };
    }

    private static bool Is(PlannedResource resource, string type) => resource.Custom && PlanUnderReview.NameOf(resource) == type;

    private static PlannedResource Added(string type, JsonObject inputs)
    {
        inputs.TryAdd("resourceGroupName", Group);
        var token = type.Contains(':', StringComparison.Ordinal) ? $"azure-native:{type}" : $"kubernetes:any/v1:{type}";
        return new("platform/added/it", "it", token, true, "platform/network", new(), inputs);
    }

    private static PlannedResource Changed(PlannedResource resource, string path, string json)
    {
        if (path.StartsWith('@'))
            return path switch
            {
                "@protect" => resource with { Options = resource.Options with { Protect = null } },
                "@deleteBeforeReplace" => resource with { Options = resource.Options with { DeleteBeforeReplace = null } },
                "@deletedWith" => resource with { Options = resource.Options with { DeletedWith = null } },
                "@dependsOn" => resource with { Options = resource.Options with { DependsOn = null } },
                _ => resource with { Parent = json },
            };
        var inputs = (JsonObject)resource.Inputs.DeepClone();
        JsonNode at = inputs;
        // As in a JSON pointer, ~1 is a slash in a name
        var names = path.Split('/').Select(name => name.Replace("~1", "/", StringComparison.Ordinal)).ToArray();
        foreach (var name in names[..^1])
            at = int.TryParse(name, out var index)
                ? ((JsonArray)at)[index]!
                : ((JsonObject)at).TryGetPropertyValue(name, out var next) && next is not null
                ? next
                : Add((JsonObject)at, name);
        var value = json == "nothing" ? null : JsonNode.Parse(json);
        if (int.TryParse(names[^1], out var last))
            ((JsonArray)at)[last] = value;
        else if (value is null)
            ((JsonObject)at).Remove(names[^1]);
        else
            ((JsonObject)at)[names[^1]] = value;
        return resource with { Inputs = inputs };
    }

    private static JsonObject Add(JsonObject to, string name)
    {
        var added = new JsonObject();
        to[name] = added;
        return added;
    }
}
