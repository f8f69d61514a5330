using System.Collections;
using System.Globalization;

namespace Platform.Inference.Generation.Templates;

/// <summary>
/// What values of templates are like: null, bool, long, double, string, a list, a dictionary by names, a function; and
/// <see cref="Undefined"/> for what is not there.
/// </summary>
internal static class Value
{
    public static readonly object Undefined = new();

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        ICollection items => items.Count > 0,
        _ => value != Undefined,
    };

    public static string ToText(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        double number => number.ToString(number == Math.Floor(number) ? "0.0" : "R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        _ when value == Undefined => "",
        ICollection => Json.Write(value, indent: null),
        _ => throw new TemplateException("a function is no text; call it"),
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (long or double, long or double) => ToNumber(left) == ToNumber(right),
        (List<object?> one, List<object?> other) =>
            one.Count == other.Count && one.Zip(other).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (long or double, long or double) => ToNumber(left).CompareTo(ToNumber(right)),
        (string one, string other) => string.CompareOrdinal(one, other),
        _ => throw new TemplateException($"{Describe(left)} and {Describe(right)} have no order"),
    };

    public static bool Contains(object? container, object? item) => container switch
    {
        string text when item is string part => text.Contains(part, StringComparison.Ordinal),
        List<object?> items => items.Exists(candidate => AreEqual(candidate, item)),
        Dictionary<string, object?> fields => item is string name && fields.ContainsKey(name),
        _ when container == Undefined => false,
        _ => throw new TemplateException($"nothing can be in {Describe(container)}"),
    };

    public static double ToNumber(object? value) => value switch
    {
        long number => number,
        double number => number,
        _ => throw new TemplateException($"{Describe(value)} is no number"),
    };

    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> items => items,
        Dictionary<string, object?> fields => fields.Keys,
        string text => text.Select(character => (object?)character.ToString()),
        _ when value == Undefined => [],
        _ => throw new TemplateException($"{Describe(value)} has no items"),
    };

    /// <summary>A field, an item, or <see cref="Undefined"/>.</summary>
    public static object? Get(object? container, object? key) => (container, key) switch
    {
        (Dictionary<string, object?> fields, string name) => fields.TryGetValue(name, out var found) ? found : Undefined,
        (List<object?> items, long index) => At(items.Count, index) is >= 0 and var at ? items[at] : Undefined,
        (string text, long index) => At(text.Length, index) is >= 0 and var at ? text[at].ToString() : Undefined,
        (null, _) => throw new TemplateException($"None has no '{ToText(key)}'"),
        _ when container == Undefined => throw new TemplateException($"'{ToText(key)}' is asked of what is not there"),
        _ => Undefined,
    };

    public static object? Slice(object? value, long? start, long? end, long step)
    {
        var items = Items(value).ToList();
        if (step == -1 && start is null && end is null)
            items.Reverse();
        else if (step == 1)
            items = items[Clamp(items.Count, start ?? 0)..Math.Max(Clamp(items.Count, start ?? 0), Clamp(items.Count, end ?? items.Count))];
        else
            throw new TemplateException($"a slice with step {step} is not supported; expected 1, or [::-1]");
        return value is string ? string.Concat(items) : items;
    }

    public static string Describe(object? value) => value switch
    {
        null => "None",
        string => "a text",
        bool => "a truth value",
        long or double => "a number",
        List<object?> => "a list",
        Dictionary<string, object?> => "an object",
        _ => value == Undefined ? "what is not there" : "a function",
    };

    private static int At(int count, long index) => index >= count || index < -count ? -1 : (int)(index < 0 ? count + index : index);

    private static int Clamp(int count, long index) => (int)Math.Clamp(index < 0 ? count + index : index, 0, count);
}
