using System.Text.Json;
using Platform.Inference.Faults;

namespace Platform.Inference.Generation.Http;

/// <summary>
/// The fields of an object of JSON, each taken once; what is left at the end is refused by name. <c>null</c> is absent, as OpenAI's API has
/// it.
/// </summary>
internal sealed class Fields
{
    private readonly Dictionary<string, JsonElement> _left = [];
    private readonly string _place;

    /// <param name="element">The object.</param>
    /// <param name="place">Where it is, with a dot at its end; empty for the body.</param>
    public Fields(JsonElement element, string place = "")
    {
        _place = place;
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(place.Length == 0 ? "the body" : $"'{place.TrimEnd('.')}'", element, "an object", place.TrimEnd('.'));
        foreach (var field in element.EnumerateObject())
            _left[field.Name] = field.Value;
    }

    /// <summary>What is there, and stays to be taken; null where it is absent.</summary>
    public JsonElement? Peek(string name) => _left.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement? Take(string name) => _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <exception cref="ProtocolException">400: it is not there.</exception>
    public JsonElement Require(string name, string expected)
    {
        var isNull = _left.ContainsKey(name);
        return Take(name) ?? throw Refuse(name, $"'{_place}{name}' is {(isNull ? "null" : "missing")}; expected {expected}");
    }

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => TextOf(text, name),
        { } other => throw Wrong(name, other, "a string"),
    };

    public string RequireText(string name, string expected = "a string")
        => Require(name, expected) is var value && value.ValueKind == JsonValueKind.String
            ? TextOf(value, name)
            : throw Wrong(name, value, expected);

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Wrong(name, other, "true or false"),
    };

    public float? Number(string name, float least, float most, bool withLeast = true)
    {
        if (Take(name) is not { } value)
            return null;
        var expected = withLeast ? $"a number from {least} to {most}" : $"a number above {least}, up to {most}";
        if (value.ValueKind != JsonValueKind.Number)
            throw Wrong(name, value, expected);
        var number = value.GetDouble();
        return number <= most && (withLeast ? number >= least : number > least) ? (float)number : throw Wrong(name, value, expected);
    }

    public long? Whole(string name, long least, long most)
    {
        if (Take(name) is not { } value)
            return null;
        var expected = most == long.MaxValue
            ? least == long.MinValue ? "a whole number" : $"a whole number from {least}"
            : $"a whole number from {least} to {most}";
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, value, expected);
    }

    /// <summary>One string, or up to <paramref name="most"/>, none of them empty.</summary>
    public string[] Texts(string name, int most)
    {
        var expected = $"a string, or an array of up to {most}, none of them empty";
        var texts = Take(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } one => [TextOf(one, name)],
            { ValueKind: JsonValueKind.Array } all when all.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                all.EnumerateArray().Select(item => TextOf(item, name)).ToArray(),
            { } other => throw Wrong(name, other, expected),
        };
        if (texts.Length > most)
            throw Refuse(name, $"'{_place}{name}' has {texts.Length} strings; expected {expected}");
        return Array.Exists(texts, text => text.Length == 0)
            ? throw Refuse(name, $"'{_place}{name}' has an empty string; expected {expected}")
            : texts;
    }

    /// <summary>Takes fields that ask for nothing: with a value that means what is done anyway, or that say only who asks.</summary>
    public void TakeNeutral(IReadOnlyDictionary<string, Func<JsonElement, bool>> neutral)
    {
        foreach (var (name, isNeutral) in neutral)
            if (_left.TryGetValue(name, out var value) && (value.ValueKind == JsonValueKind.Null || isNeutral(value)))
                _left.Remove(name);
    }

    /// <exception cref="ProtocolException">400: there is a field that nobody took.</exception>
    public void RefuseRest()
    {
        foreach (var (name, value) in _left)
            if (value.ValueKind != JsonValueKind.Null)
                throw Refuse(name, $"'{_place}{Quote.Short(name)}' is not supported; leave it out", "unsupported_parameter");
    }

    public ProtocolException Wrong(string name, JsonElement value, string expected)
        => Wrong($"'{_place}{name}'", value, expected, _place + name);

    public ProtocolException Refuse(string name, string message, string? code = null)
        => new(Fault.Invalid, message) { Field = Quote.Short(_place + name), Code = code };

    private static ProtocolException Wrong(string what, JsonElement value, string expected, string field)
        => new(Fault.Invalid, $"{what} is {Describe(value)}; expected {expected}") { Field = field.Length == 0 ? null : field };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Null => "null",
        _ => Quote.Short(value.GetRawText()),
    };

    /// <summary>The text of a string within a field; an escape for half of a character is no text.</summary>
    public string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse(name, $"'{_place}{name}' has half of a character, such as \\ud83d alone; expected text of Unicode");
        }
    }
}
