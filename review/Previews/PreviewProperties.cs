using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Previews;

/// <summary>
/// What differs of a resource: all that differs among its inputs, and whatever else the engine says differs, so that nothing it
/// counts on is left out. Secrets show as equal, and what the provider compares may be no input.
/// </summary>
internal static class PreviewProperties
{
    private const string Provider = "provider";

    public static IEnumerable<PropertyChange> Of(PreviewState before, PreviewState after, IReadOnlyList<PreviewStep> steps, bool isDrift)
    {
        var ignored = after.IgnoreChanges ?? before.IgnoreChanges ?? [];
        var inputs = ValueDiff.Between(PropertyPath.Root, before.Inputs, after.Inputs, Urn.Parse(after.Urn)?.Type ?? "");
        var shown = inputs.Where(change => !ignored.Any(change.Path.IsCoveredBy)).ToList();
        foreach (var (path, difference) in steps.SelectMany(step => step.Differences).Where(each => !IsInternal(each.Key)))
            AddUnlessShown(shown, PropertyPath.At(path), at => Values(at, before, after, difference.InputDiff, isDrift));
        foreach (var name in steps.SelectMany(step => step.Reasons.Concat(step.ReplaceReasons))
            .Where(name => !IsInternal(name) && name != Provider))
            AddUnlessShown(shown, PropertyPath.At(name), at => Values(at, before, after, isInput: true, isDrift));
        return shown.Select(change => change with { Replaces = Replaces(change.Path, steps) });
    }

    private static bool Replaces(PropertyPath path, IReadOnlyList<PreviewStep> steps)
    {
        var exact = steps.SelectMany(step => step.Differences).Where(each => each.Value.Replaces).Select(each => PropertyPath.At(each.Key))
            .ToArray();
        return exact.Any(path.Overlaps)
            || steps.Any(step => step.ReplaceReasons.Contains(path.Names[0]) && !exact.Any(other => other.Names[0] == path.Names[0]));
    }

    private static void AddUnlessShown(List<PropertyChange> shown, PropertyPath path, Func<PropertyPath, (JsonNode?, JsonNode?)> values)
    {
        if (shown.Any(change => change.Path.Overlaps(path)))
            return;
        var (before, after) = values(path);
        shown.Add(new(path, before?.DeepClone(), after?.DeepClone()));
    }

    // A refresh compares what the program wants with what there is; a preview, what there is with what the program wants.
    private static (JsonNode? Before, JsonNode? After) Values(
        PropertyPath path, PreviewState before, PreviewState after, bool isInput, bool isDrift)
    {
        var wasInput = isInput || isDrift;
        return (
            Either(path, wasInput ? before.Inputs : before.Outputs, wasInput ? before.Outputs : before.Inputs),
            Either(path, isDrift ? after.Outputs : after.Inputs, isDrift ? after.Inputs : after.Outputs));
    }

    private static JsonNode? Either(PropertyPath path, JsonObject first, JsonObject second) => path.In(first) ?? path.In(second);

    private static bool IsInternal(string path) => path.StartsWith("__", StringComparison.Ordinal);
}
