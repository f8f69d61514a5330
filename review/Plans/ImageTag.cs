using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Evaluation;

namespace Platform.Review.Plans;

/// <summary>
/// Takes the images' tags out of a plan. The tag is a hash of the server's source, so it changes with every change of that; a plan that
/// is committed would have to change with it, and say nothing.
/// </summary>
internal static partial class ImageTag
{
    // By output of the stack: what stands for the tag, and one as long as a real one
    private static readonly (string Output, string Placeholder, string Sample)[] _images =
        [("image", "<image tag>", "0123456789ab"), ("billingImage", "<billing image tag>", "ba9876543210")];

    /// <summary>A text of a committed plan as it would be with tags in it.</summary>
    public static string WithSampleTag(this string text)
        => _images.Aggregate(text, (read, image) => read.Replace(image.Placeholder, image.Sample, StringComparison.Ordinal));

    /// <summary>Whether an image's tag is part of the resource's name: another image is another resource.</summary>
    /// <param name="resource">Of a committed plan.</param>
    /// <param name="output">The output that names the image.</param>
    public static bool IsNamedByImage(this PlannedResource resource, string output)
        => resource.Name.Contains(PlaceholderOf(output), StringComparison.Ordinal);

    /// <summary>The plan with a tag in all that is asked for; paths and names stay as they are, so that they can be compared.</summary>
    public static Plan WithImageTag(this Plan plan, string output, string tag) => plan with
    {
        Resources = [.. plan.Resources.Select(
            resource => resource with { Inputs = (JsonObject)With(resource.Inputs, PlaceholderOf(output), tag)! })],
        Outputs = (JsonObject)With(plan.Outputs, PlaceholderOf(output), tag)!,
    };

    private static string PlaceholderOf(string output) => _images.Single(image => image.Output == output).Placeholder;

    /// <returns>The plan with the tags of these outputs replaced wherever they are; the same plan if it has none.</returns>
    public static Plan WithoutImageTag(this Plan plan) => _images.Aggregate(plan, (read, image) =>
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
        Options = Replaced(resource.Options, tag),
        Inputs = (JsonObject)Replaced(resource.Inputs, tag)!,
    };

    private static PlannedOptions Replaced(PlannedOptions options, Tag tag) => options with
    {
        DependsOn = Replaced(options.DependsOn, tag),
        ReplaceWith = Replaced(options.ReplaceWith, tag),
        DeletedWith = options.DeletedWith is { } whole ? Replaced(whole, tag) : null,
        ReplacementTrigger = options.ReplacementTrigger is { } trigger ? Replaced(trigger, tag) : null,
        Hooks = options.Hooks?.ToDictionary(hooks => hooks.Key, hooks => Replaced(hooks.Value, tag)!),
    };

    private static IReadOnlyList<string>? Replaced(IReadOnlyList<string>? texts, Tag tag)
        => texts?.Select(text => Replaced(text, tag)).ToArray();

    private static JsonNode? Replaced(JsonNode? node, Tag tag) => Mapped(node, text => Replaced(text, tag));

    private static JsonNode? With(JsonNode? node, string placeholder, string tag)
        => Mapped(node, text => text.Replace(placeholder, tag, StringComparison.Ordinal));

    private static JsonNode? Mapped(JsonNode? node, Func<string, string> map) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mapped(member.Value, map)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Mapped(element, map))]),
        JsonValue value when value.TryGetValue<string>(out var text) => map(text),
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
