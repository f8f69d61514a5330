using System.Text.Json.Nodes;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>A property that is set.</summary>
/// <param name="Name">The input's name, or Azure's where that is known already.</param>
internal sealed record Given(string Name, Place Place, JsonNode Node)
{
    public static IEnumerable<Given> In(JsonObject members, Place place)
        => from member in members
           where member.Value is not null
           select new Given(member.Key, place.Member(member.Key), member.Value);
}
