using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>The inputs that a change touches, one by one: those that differ, or all of a resource that is added.</summary>
internal static class Inputs
{
    public static IEnumerable<PropertyChange> Touched(this ResourceChange change)
        => change.Kind == ChangeKind.Added
            ? Of(change.Resource)
            : change.Properties.SelectMany(Whole);

    /// <summary>All inputs of a resource, each with its value after.</summary>
    public static IEnumerable<PropertyChange> Of(PlannedResource resource)
        => Leaves(PropertyPath.Root, resource.Inputs).Select(leaf => new PropertyChange(leaf.Path, null, leaf.Value));

    // A part that is added or removed as a whole counts as all that is in it.
    private static IEnumerable<PropertyChange> Whole(PropertyChange change) => (change.Before, change.After) switch
    {
        (null, JsonObject or JsonArray) =>
            Leaves(change.Path, change.After).Select(leaf => new PropertyChange(leaf.Path, null, leaf.Value)),
        (JsonObject or JsonArray, null) =>
            Leaves(change.Path, change.Before).Select(leaf => new PropertyChange(leaf.Path, leaf.Value, null)),
        _ => [change],
    };

    private static IEnumerable<(PropertyPath Path, JsonNode? Value)> Leaves(PropertyPath path, JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(member => Leaves(path.Member(member.Key), member.Value)),
        JsonArray { Count: > 0 } elements => elements.SelectMany((element, index) => Leaves(path.At($"{index}", index), element)),
        _ => [(path, node)],
    };
}
