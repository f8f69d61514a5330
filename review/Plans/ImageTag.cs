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

    /// <summary>Whether the image's tag is part of the resource's name: another image is another resource.</summary>
    public static bool IsNamedByImage(this PlannedResource resource) => resource.Name.Contains(Placeholder, StringComparison.Ordinal);

    /// <summary>The plan with a tag in all that is asked for; paths and names stay as they are, so that they can be compared.</summary>
    public static Plan WithImageTag(this Plan plan, string tag) => plan with
    {
        Resources = [.. plan.Resources.Select(resource => With(resource, tag))],
        Outputs = (JsonObject)With(plan.Outputs, tag)!,
    };

    private static PlannedResource With(PlannedResource resource, string tag) =>
        resource with { Inputs = (JsonObject)With(resource.Inputs, tag)! };

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
        Options = Replaced(resource.Options, tag),
        Inputs = (JsonObject)Replaced(resource.Inputs, tag)!,
    };

    private static PlannedOptions Replaced(PlannedOptions options, string tag) => options with
    {
        DependsOn = Replaced(options.DependsOn, tag),
        ReplaceWith = Replaced(options.ReplaceWith, tag),
        DeletedWith = options.DeletedWith is { } whole ? Replaced(whole, tag) : null,
        ReplacementTrigger = options.ReplacementTrigger is { } trigger ? Replaced(trigger, tag) : null,
        Hooks = options.Hooks?.ToDictionary(hooks => hooks.Key, hooks => Replaced(hooks.Value, tag)!),
    };

    private static IReadOnlyList<string>? Replaced(IReadOnlyList<string>? texts, string tag)
        => texts?.Select(text => Replaced(text, tag)).ToArray();

    private static JsonNode? Replaced(JsonNode? node, string tag) => Mapped(node, text => Replaced(text, tag));

    private static JsonNode? With(JsonNode? node, string tag)
        => Mapped(node, text => text.Replace(Placeholder, tag, StringComparison.Ordinal));

    private static JsonNode? Mapped(JsonNode? node, Func<string, string> map) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mapped(member.Value, map)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Mapped(element, map))]),
        JsonValue value when value.TryGetValue<string>(out var text) => map(text),
        _ => node?.DeepClone(),
    };

    private static string Replaced(string text, string tag) =>
        DigestOfTag().Replace(text.Replace(tag, Placeholder, StringComparison.Ordinal), Placeholder);

    // The digest says the same once more
    [GeneratedRegex($"{Placeholder}@sha256:[0-9a-f]{{64}}")]
    private static partial Regex DigestOfTag();
}
