using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Secrets;
using Platform.Review.Types;

namespace Platform.Review.KubernetesTypes;

/// <summary>Holds an object to its schema, property by property; Kubernetes tells upper from lower case.</summary>
internal sealed class ObjectCheck(PlannedResource resource)
{
    private readonly List<TypeFault> _faults = [];

    public IReadOnlyList<TypeFault> Faults => _faults;

    /// <param name="type">As <see cref="ObjectSchemas"/> has it.</param>
    public void Value(string type, Place place, JsonNode node)
    {
        if (SecretMask.Is(node))
            return;
        switch (type)
        {
            case "any":
                break;
            case ['[', .. var item, ']'] when node is JsonArray items:
                foreach (var (index, each) in items.Index())
                    if (each is not null)
                        Value(item, place.Item(index), each);
                break;
            case ['{', .. var entry, '}'] when node is JsonObject entries:
                foreach (var (key, each) in entries)
                    if (each is not null)
                        Value(entry, place.Entry(key), each);
                break;
            case var alias when ObjectSchemas.All.Aliases.TryGetValue(alias, out var meant):
                Value(meant, place, node);
                break;
            case var name when ObjectSchemas.All.Types.TryGetValue(name, out var properties) && node is JsonObject members:
                Members(properties, place, members);
                break;
            default:
                Scalar(type, place, node);
                break;
        }
    }

    private void Members(IReadOnlyDictionary<string, string> properties, Place place, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            if (value is null)
                continue;
            if ((properties.GetValueOrDefault($"{name}?") ?? properties.GetValueOrDefault(name)) is { } type)
                Value(type, place.Member(name), value);
            else
                Add(FaultKind.Unknown, place.Member(name), Quoted.Value(value),
                    $"one of {string.Join(", ", properties.Keys.Select(each => each.TrimEnd('?')))}");
        }

        foreach (var (name, type) in properties)
            if (!name.EndsWith('?') && members[name] is null)
                Add(FaultKind.Missing, place.Member(name), Quoted.Nothing, Words(type));
    }

    private void Scalar(string type, Place place, JsonNode node)
    {
        var options = type.Split('|');
        var literals = options.Where(each => each.StartsWith('"')).Select(each => each.Trim('"')).ToArray();
        if (options.Any(option => Fits(option, node)))
            return;
        var isText = node.GetValueKind() == JsonValueKind.String;
        Add(literals.Length > 0 && isText ? FaultKind.Value : FaultKind.Form, place, Quoted.Value(node), Words(type));
    }

    private static bool Fits(string option, JsonNode node) => option switch
    {
        "string" => node.GetValueKind() == JsonValueKind.String,
        "number" => node.GetValueKind() == JsonValueKind.Number,
        "boolean" => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => node.GetValueKind() == JsonValueKind.String && option == $"\"{node}\"",
    };

    private static string Words(string type) => type switch
    {
        "string" => "a text",
        "number" => "a number",
        "boolean" => "true or false",
        ['[', ..] => "a list",
        ['"', ..] => Quoted.AnyOf([.. type.Split('|').Select(each => each.Trim('"'))]),
        _ when type.Contains('|') => string.Join(" or ", type.Split('|').Select(Words).Distinct()),
        _ when ObjectSchemas.All.Aliases.TryGetValue(type, out var meant) => Words(meant),
        _ => "an object",
    };

    private void Add(FaultKind kind, Place place, string given, string allowed)
        => _faults.Add(new(kind, resource, place.Path, given, allowed));
}
