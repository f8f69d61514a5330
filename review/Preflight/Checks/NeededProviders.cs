using System.Text.Json.Nodes;
using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;

namespace Platform.Review.Preflight.Checks;

/// <summary>Which resource providers a plan needs.</summary>
internal static class NeededProviders
{
    // What a service makes by itself, in the subscription's name
    private static readonly (string Of, string Needs)[] _implied =
    [
        // Nodes, and the nodes of jobs
        ("Microsoft.ContainerService", "Microsoft.Compute"),
        ("Microsoft.MachineLearningServices", "Microsoft.Compute"),
        // The add-on for policies: https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes
        ("Microsoft.ContainerService", "Microsoft.PolicyInsights"),
        // Container Insights' solution
        ("Microsoft.ContainerService", "Microsoft.OperationsManagement"),
    ];

    // Every subscription has these from the start
    private static readonly string[] _given = ["Microsoft.Resources", "Microsoft.Authorization"];

    /// <summary>By namespace: the path of one resource that needs it.</summary>
    public static SortedDictionary<string, string> Of(Plan plan)
    {
        var needed = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in plan.Resources.Where(resource => resource.Custom))
            foreach (var type in Types(resource))
                needed.TryAdd(type.Split('/')[0], resource.Path);
        foreach (var (of, needs) in _implied)
            if (needed.TryGetValue(of, out var path))
                needed.TryAdd(needs, path);
        foreach (var given in _given)
            needed.Remove(given);
        return needed;
    }

    private static IEnumerable<string> Types(PlannedResource resource)
        => (PlannedId.Of(resource) is { Length: > 0 } id ? new[] { ArmType.In(id) } : [])
            .Concat(Templates(resource.Inputs["properties"]?["template"]))
            .Concat(Delegations(resource.Inputs));

    private static IEnumerable<string> Templates(JsonNode? template)
    {
        IEnumerable<JsonNode?> resources = template?["resources"] switch
        {
            JsonArray list => list,
            JsonObject named => named.Select(each => each.Value),
            _ => [],
        };
        return resources.OfType<JsonObject>().Select(each => $"{each["type"]}").Where(type => type.Contains('/', StringComparison.Ordinal));
    }

    // A subnet that is given to a service needs the service's provider
    private static IEnumerable<string> Delegations(JsonObject inputs)
        => from subnet in (inputs["subnets"] as JsonArray ?? []).OfType<JsonObject>().Append(inputs)
           from delegation in (subnet["delegations"] as JsonArray ?? []).OfType<JsonObject>()
           where delegation["serviceName"] is not null
           select $"{delegation["serviceName"]}";
}
