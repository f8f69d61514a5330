using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Review.Secrets;

/// <summary>Which parts of a value are secret: all of it, or some of its members by name or index.</summary>
internal sealed partial class SecretMask
{
    /// <summary>A secret of which nothing is known.</summary>
    public const string Text = "[secret]";

    private readonly Dictionary<string, SecretMask> _members = new(StringComparer.Ordinal);
    private SecretMask? _others;

    private SecretMask(bool isWhole) => IsWhole = isWhole;

    /// <summary>All of it.</summary>
    public static SecretMask Whole { get; } = new(isWhole: true);

    /// <summary>All values of a map, but not their names.</summary>
    public static SecretMask Values { get; } = new(isWhole: false) { _others = Whole };

    private bool IsWhole { get; }

    /// <returns>The mask of those members that have one, or null if none has.</returns>
    public static SecretMask? OfMembers(IEnumerable<(string Name, SecretMask? Mask)> members)
    {
        var mask = new SecretMask(isWhole: false);
        foreach (var (name, member) in members)
        {
            if (member is not null)
                mask._members[name] = member;
        }

        return mask._members.Count == 0 ? null : mask;
    }

    /// <summary>A secret that can be told from another.</summary>
    public static string With(string digest) => $"[secret {digest}]";

    /// <summary>Whether the value is a text that stands for a secret.</summary>
    public static bool Is(JsonNode? value) => value is JsonValue plain && plain.TryGetValue<string>(out var text) && Is(text);

    public static bool Is(string text) => Masked().IsMatch(text);

    /// <summary>A copy of the value without its secrets.</summary>
    public JsonNode? Apply(JsonNode? value, SecretDigest digest) => value switch
    {
        null => null,
        // A text into which secret members were written is secret itself.
        _ when IsWhole || value is JsonValue => digest.Mask(value),
        JsonObject members =>
            new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Member(member.Key, member.Value, digest)))),
        JsonArray elements => new JsonArray([.. elements.Select((element, index) => Member($"{index}", element, digest))]),
        _ => value.DeepClone(),
    };

    private JsonNode? Member(string name, JsonNode? value, SecretDigest digest)
        => (_members.GetValueOrDefault(name) ?? _others) is { } mask ? mask.Apply(value, digest) : value?.DeepClone();

    [GeneratedRegex(@"\A\[secret(?: [0-9a-f]{12})?\]\z")]
    private static partial Regex Masked();
}
