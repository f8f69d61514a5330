using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Review.Plans;

/// <summary>
/// Takes the image's tag out of a plan. The tag is a hash of the server's source, so it changes with every change of that; a plan that
/// is committed would have to change with it, and say nothing.
/// </summary>
internal static partial class ImageTag
{
    private const string Output = "image";
    private const string Placeholder = "<image tag>";

    // As long as a real one
    private const string Sample = "0123456789ab";

    /// <summary>A text of a committed plan as it would be with a tag in it.</summary>
    public static string WithSampleTag(this string text) => text.Replace(Placeholder, Sample, StringComparison.Ordinal);

    /// <returns>The plan with the tag of its output <c>image</c> replaced wherever it is; the same plan if it has no such output.</returns>
    public static Plan WithoutImageTag(this Plan plan)
    {
        if (TagIn(plan) is not { } tag)
            return plan;
        return plan with
        {
            Resources = PlannedResource.InOrder(plan.Resources.Select(resource => Replaced(resource, tag))),
            Outputs = (JsonObject)Replaced(plan.Outputs, tag)!,
        };
    }

    private static string? TagIn(Plan plan)
        => plan.Outputs[Output] is JsonValue value
            && value.TryGetValue<string>(out var image)
            && image.Split(':') is [_, { Length: > 0 } tag]
            ? tag
            : null;

    private static PlannedResource Replaced(PlannedResource resource, string tag) => resource with
    {
        Path = Replaced(resource.Path, tag),
        Name = Replaced(resource.Name, tag),
        Parent = resource.Parent is { } parent ? Replaced(parent, tag) : null,
        Options = resource.Options with { DependsOn = resource.Options.DependsOn?.Select(path => Replaced(path, tag)).ToArray() },
        Inputs = (JsonObject)Replaced(resource.Inputs, tag)!,
    };

    private static JsonNode? Replaced(JsonNode? node, string tag) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Replaced(member.Value, tag)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Replaced(element, tag))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Replaced(text, tag),
        _ => node?.DeepClone(),
    };

    private static string Replaced(string text, string tag) =>
        DigestOfTag().Replace(text.Replace(tag, Placeholder, StringComparison.Ordinal), Placeholder);

    // The digest says the same once more
    [GeneratedRegex($"{Placeholder}@sha256:[0-9a-f]{{64}}")]
    private static partial Regex DigestOfTag();
}
