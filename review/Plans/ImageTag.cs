using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Review.Plans;

/// <summary>
/// Takes the images' tags out of a plan. The tag is a hash of the server's source, so it changes with every change of that; a plan that
/// is committed would have to change with it, and say nothing.
/// </summary>
internal static partial class ImageTag
{
    // By output of the stack: what stands for the tag, and one as long as a real one
    private static readonly (string Output, string Placeholder, string Sample)[] Images =
        [("image", "<image tag>", "0123456789ab"), ("billingImage", "<billing image tag>", "ba9876543210")];

    /// <summary>A text of a committed plan as it would be with tags in it.</summary>
    public static string WithSampleTag(this string text) =>
        Images.Aggregate(text, (read, image) => read.Replace(image.Placeholder, image.Sample, StringComparison.Ordinal));

    /// <returns>The plan with the tags of these outputs replaced wherever they are; the same plan if it has none.</returns>
    public static Plan WithoutImageTag(this Plan plan) => Images.Aggregate(plan, (read, image) =>
        TagIn(plan, image.Output) is { } tag ? Replaced(read, new(tag, image.Placeholder)) : read);

    private static Plan Replaced(Plan plan, Tag tag) => plan with
    {
        Resources = PlannedResource.InOrder(plan.Resources.Select(resource => Replaced(resource, tag))),
        Outputs = (JsonObject)Replaced(plan.Outputs, tag)!,
    };

    private static string? TagIn(Plan plan, string output)
        => plan.Outputs[output] is JsonValue value
            && value.TryGetValue<string>(out var image)
            && image.Split(':') is [_, { Length: > 0 } tag]
            ? tag
            : null;

    private static PlannedResource Replaced(PlannedResource resource, Tag tag) => resource with
    {
        Path = Replaced(resource.Path, tag),
        Name = Replaced(resource.Name, tag),
        Parent = resource.Parent is { } parent ? Replaced(parent, tag) : null,
        Options = resource.Options with { DependsOn = resource.Options.DependsOn?.Select(path => Replaced(path, tag)).ToArray() },
        Inputs = (JsonObject)Replaced(resource.Inputs, tag)!,
    };

    private static JsonNode? Replaced(JsonNode? node, Tag tag) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Replaced(member.Value, tag)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Replaced(element, tag))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Replaced(text, tag),
        _ => node?.DeepClone(),
    };

    private static string Replaced(string text, Tag tag)
    {
        var without = text.Replace(tag.Value, tag.Placeholder, StringComparison.Ordinal);
        return without.Contains(tag.Placeholder, StringComparison.Ordinal) ? DigestOf(without, tag.Placeholder) : without;
    }

    // The digest says the same once more
    private static string DigestOf(string text, string placeholder) => Digest().Replace(text, placeholder);

    private sealed record Tag(string Value, string Placeholder);

    [GeneratedRegex("<(?:billing )?image tag>@sha256:[0-9a-f]{64}")]
    private static partial Regex Digest();
}
