using System.Text.Json.Nodes;

namespace Platform.Review.Graph.Building;

/// <summary>A text somewhere among inputs.</summary>
/// <param name="Property">Names joined by dots, without list positions: <c>agentPoolProfiles.vnetSubnetID</c>.</param>
internal readonly record struct InputText(string Property, string Text)
{
    /// <summary>All texts, and the names of members that are ids themselves: <c>userAssignedIdentities</c> is a map by id.</summary>
    public static IEnumerable<InputText> In(JsonNode? node, string property = "") => node switch
    {
        JsonObject members => members.SelectMany(member => IsId(member.Key)
            ? In(member.Value, property).Prepend(new(property, member.Key))
            : In(member.Value, property.Length == 0 ? member.Key : $"{property}.{member.Key}")),
        JsonArray elements => elements.SelectMany(element => In(element, property)),
        JsonValue value when value.TryGetValue<string>(out var text) => [new(property, text)],
        _ => [],
    };

    public static bool IsId(string text) => text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase);
}
