using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Review.Values;

/// <summary>Where a value is among a resource's inputs, in two spellings.</summary>
/// <param name="Text">For people, list elements by their identity: <c>subnets[name=snet-nodes].addressPrefix</c>.</param>
/// <param name="Position">As Pulumi's options have it, list elements by index: <c>subnets[0].addressPrefix</c>.</param>
internal readonly partial record struct PropertyPath(string Text, string Position)
{
    public static PropertyPath Root { get; } = new("", "");

    /// <summary>Without list elements, as a schema has it: <c>subnets.addressPrefix</c>.</summary>
    public string Schema => Element().Replace(Position, "");

    /// <summary>The names on the way, in order.</summary>
    public string[] Names => Schema.Split('.');

    /// <param name="position">As Pulumi spells it: <c>subnets[0].addressPrefix</c>.</param>
    public static PropertyPath At(string position) => new(position, position);

    /// <returns>The value that is there, or null.</returns>
    public JsonNode? In(JsonNode? value)
        => Part().Matches(Position).Select(match => match.Value.Trim('[', ']', '"')).Aggregate(value, (node, name) => node switch
        {
            JsonObject members => members[name],
            JsonArray elements =>
                int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index < elements.Count ? elements[index] : null,
            _ => null,
        });

    /// <summary>Whether one is a part of the other, whichever list element it is in.</summary>
    public bool Overlaps(PropertyPath other) => IsWithin(Schema, other.Schema) || IsWithin(other.Schema, Schema);

    public PropertyPath Member(string name) => new(Joined(Text, name), Joined(Position, name));

    public PropertyPath At(string identity, int index)
        => new($"{Text}[{identity}]", string.Create(CultureInfo.InvariantCulture, $"{Position}[{index}]"));

    /// <summary>The order of the list that is here.</summary>
    public PropertyPath InOrder() => this with { Text = $"{Text}[order]" };

    /// <summary>Whether an option such as <c>ignoreChanges</c> that names <paramref name="pattern"/> covers this value.</summary>
    public bool IsCoveredBy(string pattern)
    {
        string[] parts = [.. Part().Matches(pattern).Select(match => match.Value)];
        string[] own = [.. Part().Matches(Position).Select(match => match.Value)];
        return parts.Length <= own.Length && parts.Zip(own).All(pair => pair.First is "*" or "[*]" || pair.First == pair.Second);
    }

    /// <param name="schema">As a schema has it: <c>subnets.addressPrefix</c>.</param>
    public bool IsWithin(string schema) => IsWithin(Schema, schema);

    /// <param name="schema">The last names of a path as a schema has it: <c>deleteRetentionPolicy.days</c>.</param>
    public bool EndsWith(string schema)
        => Schema is var own && own.EndsWith(schema, StringComparison.Ordinal)
            && (own.Length == schema.Length || own[^(schema.Length + 1)] == '.');

    private static bool IsWithin(string path, string whole) => path == whole || path.StartsWith($"{whole}.", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static string Joined(string path, string name) => Plain().IsMatch(name)
        ? path.Length == 0 ? name : $"{path}.{name}"
        : $"{path}[\"{name}\"]";

    [GeneratedRegex("""\[(\d+|"[^"]*")\]""")]
    private static partial Regex Element();

    [GeneratedRegex("""\["[^"]*"\]|\[[^\]]*\]|[^.\[\]]+""")]
    private static partial Regex Part();

    [GeneratedRegex(@"\A[^.\[\]""\s/]+\z")]
    private static partial Regex Plain();
}
