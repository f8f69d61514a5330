using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Plans;

/// <summary>An input of a resource, or a part of one. Names and texts are compared without regard to case, as Azure does.</summary>
/// <param name="Path">From the resource's inputs: <c>agentPoolProfiles[0].maxPods</c>; empty for all of them.</param>
/// <param name="Node">Null where there is no such input.</param>
internal sealed record InputValue(PlannedResource Resource, string Path, JsonNode? Node)
{
    public static InputValue Of(PlannedResource resource) => new(resource, "", resource.Inputs);

    public bool IsSet => Node is not null && !string.IsNullOrWhiteSpace(Text);

    /// <summary>Text, number or truth value as text; empty for anything else.</summary>
    public string Text => Node is JsonValue value ? value.ToString() : "";

    public decimal? Number => decimal.TryParse(Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool IsTrue => Is("true");

    public IEnumerable<InputValue> Items
        => Node is JsonArray items ? items.Select((item, index) => new InputValue(Resource, $"{Path}[{index}]", item)) : [];

    public IEnumerable<InputValue> Members
        => Node is JsonObject members ? members.Select(member => new InputValue(Resource, Below(member.Key), member.Value)) : [];

    /// <summary>This and everything in it.</summary>
    public IEnumerable<InputValue> Everything => Items.Concat(Members).SelectMany(part => part.Everything).Prepend(this);

    public bool Is(string text) => Text.Equals(text, StringComparison.OrdinalIgnoreCase);

    public bool IsAnyOf(params IEnumerable<string> texts) => texts.Contains(Text, StringComparer.OrdinalIgnoreCase);

    /// <summary>The member of that very name, dots and all.</summary>
    public InputValue Member(string name)
    {
        var member = (Node as JsonObject)?.FirstOrDefault(each => each.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new(Resource, Below(member?.Key ?? name), member?.Value);
    }

    /// <param name="path">Names joined by dots; empty for this itself.</param>
    public InputValue At(string path) => path.Length == 0 ? this : path.Split('.').Aggregate(this, (value, name) => value.Member(name));

    /// <param name="path">As for <see cref="At"/>; <c>name[*]</c> stands for each item of a list.</param>
    public IEnumerable<InputValue> All(string path)
    {
        var star = path.IndexOf("[*]", StringComparison.Ordinal);
        return star < 0 ? [At(path)] : At(path[..star]).Items.SelectMany(item => item.All(path[(star + 3)..].TrimStart('.')));
    }

    /// <summary>As a finding quotes it.</summary>
    public string Quoted => Node switch
    {
        null => "nothing",
        JsonValue => $"'{Text}'",
        JsonArray { Count: 0 } => "an empty list",
        JsonArray { Count: var count } => $"a list of {count}",
        _ => "an object",
    };

    private string Below(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
