namespace Platform.Inference.Generation.Templates;

/// <summary>What follows <c>is</c>.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, object?, bool>> _all = new()
    {
        ["defined"] = (value, _) => value != Value.Undefined,
        ["undefined"] = (value, _) => value == Value.Undefined,
        ["none"] = (value, _) => value is null,
        ["string"] = (value, _) => value is string,
        ["mapping"] = (value, _) => value is Dictionary<string, object?>,
        ["iterable"] = (value, _) => value is string or List<object?> or Dictionary<string, object?>,
        ["sequence"] = (value, _) => value is string or List<object?> or Dictionary<string, object?>,
        ["number"] = (value, _) => value is long or double,
        ["integer"] = (value, _) => value is long,
        ["boolean"] = (value, _) => value is bool,
        ["true"] = (value, _) => value is true,
        ["false"] = (value, _) => value is false,
        ["even"] = (value, _) => value is long number && number % 2 == 0,
        ["odd"] = (value, _) => value is long number && number % 2 != 0,
        ["equalto"] = Value.AreEqual,
        ["in"] = (value, container) => Value.Contains(container, value),
    };

    public static bool AreThere(string name) => _all.ContainsKey(name);

    public static bool Holds(string name, object? value, object? argument) => _all[name](value, argument);
}
