using System.Globalization;

namespace Platform.Inference.Generation.Templates;

/// <summary>What follows <c>|</c>.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, List<object?>, Dictionary<string, object?>, object?>> _all = new()
    {
        ["trim"] = (value, _, _) => Value.ToText(value).Trim(),
        ["length"] = (value, _, _) => (long)Value.Items(value).Count(),
        ["count"] = (value, _, _) => (long)Value.Items(value).Count(),
        ["upper"] = (value, _, _) => Value.ToText(value).ToUpperInvariant(),
        ["lower"] = (value, _, _) => Value.ToText(value).ToLowerInvariant(),
        ["capitalize"] = (value, _, _) => Value.ToText(value) is [var first, .. var rest]
        ? char.ToUpperInvariant(first) + rest.ToLowerInvariant()
        : "",
        ["title"] = (value, _, _) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Value.ToText(value)),
        ["string"] = (value, _, _) => Value.ToText(value),
        ["int"] = (value, _, _) => value is string text
        ? long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0L
        : (long)Value.ToNumber(value),
        ["safe"] = (value, _, _) => value,
        ["tojson"] = (value, given, named) => Json.Write(value, (int?)(Named(given, named, 0, "indent") as long?)),
        ["default"] = Default,
        ["d"] = Default,
        ["join"] = (value, given, named) => string.Join(
            Value.ToText(Named(given, named, 0, "d") ?? ""), Value.Items(value).Select(Value.ToText)),
        ["first"] = (value, _, _) => Value.Items(value).DefaultIfEmpty(Value.Undefined).First(),
        ["last"] = (value, _, _) => Value.Items(value).DefaultIfEmpty(Value.Undefined).Last(),
        ["list"] = (value, _, _) => Value.Items(value).ToList(),
        ["reverse"] = (value, _, _) => Value.Slice(value, null, null, -1),
        ["replace"] = (value, given, _) => Methods.Call(Value.ToText(value), "replace", given),
        ["items"] = (value, given, _) => Methods.Call(value, "items", given),
        ["map"] = (value, _, named) => Value.Items(value).Select(item => Value.Get(item, named["attribute"])).ToList(),
        ["selectattr"] = (value, given, _) => Value.Items(value).Where(item => Selects(item, given)).ToList(),
        ["rejectattr"] = (value, given, _) => Value.Items(value).Where(item => !Selects(item, given)).ToList(),
    };

    public static bool AreThere(string name) => _all.ContainsKey(name);

    public static object? Apply(string name, object? value, List<object?> given, Dictionary<string, object?> named)
        => _all[name](value, given, named);

    private static object? Default(object? value, List<object?> given, Dictionary<string, object?> named)
        => value == Value.Undefined || (Value.IsTrue(Named(given, named, 1, "boolean")) && !Value.IsTrue(value))
        ? Named(given, named, 0, "default_value") ?? ""
        : value;

    private static object? Named(List<object?> given, Dictionary<string, object?> named, int index, string name)
        => index < given.Count ? given[index] : named.GetValueOrDefault(name);

    private static bool Selects(object? item, List<object?> given) => given switch
    {
        [var field] => Value.IsTrue(Value.Get(item, field)),
        [var field, string test] => Tests.Holds(test, Value.Get(item, field), null),
        [var field, string test, var argument] =>
            test == "==" ? Value.AreEqual(Value.Get(item, field), argument) : Tests.Holds(test, Value.Get(item, field), argument),
        _ => throw new TemplateException("'selectattr' takes the name of a field, a test and its argument"),
    };
}
