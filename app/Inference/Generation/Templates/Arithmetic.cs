
namespace Platform.Inference.Generation.Templates;

/// <summary>What signs between two values do, as in Python.</summary>
internal static class Arithmetic
{
    public static object Apply(string sign, object? left, object? right) => (left, right) switch
    {
        (string one, string other) when sign == "+" => one + other,
        (List<object?> one, List<object?> other) when sign == "+" => (List<object?>)[.. one, .. other],
        (string one, long times) when sign == "*" => string.Concat(Enumerable.Repeat(one, (int)Math.Clamp(times, 0, 10_000))),
        (long one, long other) => Whole(sign, one, other),
        (long or double, long or double) => Real(sign, Value.ToNumber(left), Value.ToNumber(right)),
        _ => throw new TemplateException($"'{sign}' does not go between {Value.Describe(left)} and {Value.Describe(right)}"),
    };

    private static object Whole(string sign, long left, long right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => Real(sign, left, right),
        _ when right == 0 => throw new TemplateException($"{left} {sign} 0 has no value"),
        "//" => (long)Math.Floor((double)left / right),
        _ => ((left % right) + right) % right,
    };

    private static object Real(string sign, double left, double right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "//" => Math.Floor(left / right),
        _ => left - (Math.Floor(left / right) * right),
    };
}
