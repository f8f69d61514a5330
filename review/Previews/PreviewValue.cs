using System.Text.Json.Nodes;
using Platform.Review.Secrets;

namespace Platform.Review.Previews;

/// <summary>Values as people read them, of those that Pulumi's state has in a form of its own.</summary>
internal static class PreviewValue
{
    public const string Unknown = "[known after up]";

    // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go and …/pkg/resource/stack/deployment.go
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private const string SignatureName = "4dabf18193072939515e22adb298388d";
    private const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ReferenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>
    /// A copy without secrets, without what the bridges between Pulumi and its providers note for themselves (<c>__defaults</c>).
    /// </summary>
    public static JsonNode? Readable(JsonNode? node, UrnPaths paths) => node switch
    {
        JsonObject members when members[SignatureName] is { } signature => Special($"{signature}", members, paths),
        JsonObject members => Members(members, paths),
        JsonArray elements => new JsonArray([.. elements.Select(element => Readable(element, paths))]),
        JsonValue value when value.TryGetValue<string>(out var text) => text == UnknownText ? Unknown : text,
        _ => node?.DeepClone(),
    };

    public static JsonObject Members(JsonObject members, UrnPaths paths) => new(members
        .Where(member => !member.Key.StartsWith("__", StringComparison.Ordinal))
        .OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => KeyValuePair.Create(member.Key, Readable(member.Value, paths))));

    // What is not known here may be a secret of a later Pulumi.
    private static string Special(string signature, JsonObject members, UrnPaths paths) => signature switch
    {
        SecretSignature => SecretMask.Text,
        AssetSignature => $"[asset {members["hash"]}]",
        ArchiveSignature => $"[archive {members["hash"]}]",
        ReferenceSignature => $"[{paths.Of($"{members["urn"]}")}]",
        _ => "[not shown]",
    };
}
