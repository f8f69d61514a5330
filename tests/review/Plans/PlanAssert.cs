using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Plans;

internal static class PlanAssert
{
    public static PlannedResource At(this Plan plan, string path) => Assert.Single(plan.Resources, resource => resource.Path == path);

    /// <summary>Compares without regard to blanks.</summary>
    public static void IsJson(string expected, JsonNode? actual)
        => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual?.ToJsonString());

    public static void HasOptions(string expected, PlannedResource resource)
        => IsJson(expected, JsonSerializer.SerializeToNode(resource.Options, new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        }));
}
