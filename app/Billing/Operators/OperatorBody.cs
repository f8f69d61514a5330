using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Platform.Billing.Plans;

namespace Platform.Billing.Operators;

/// <summary>What is wrong with a body, in the words of the API and not of the program.</summary>
internal static class OperatorBody
{
    public static string Fault(JsonException fault, JsonTypeInfo type)
    {
        if (fault.Missing is { } missing)
            return $"the body does not have {missing}; expected {Members(type)}";
        if (fault.Twice is { } twice)
            return $"the body has '{twice}' twice; expected each member once";
        if (fault.Unknown is { } unknown)
            return $"the body has '{unknown}', which is not known; expected {Members(type)}";
        var field = type.Properties.FirstOrDefault(
            property => string.Equals(fault.Path, $"$.{property.Name}", StringComparison.OrdinalIgnoreCase));
        return field is not null
            ? $"the body does not fit at '{fault.Path}'; expected {Expected(field.PropertyType)}"
            : $"the body does not fit at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}; expected an object with {Members(
                type)}";
    }

    private static string Members(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(property => $"'{property.Name}'"));

    private static string Expected(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        var what = kind == typeof(string) ? "a text"
            : kind == typeof(long) ? "a whole number of at most 64 bits, without quotes"
            : kind == typeof(decimal) ? "a number such as 12.34, without quotes"
            : kind == typeof(DateTimeOffset) ? "a time such as 2026-12-01T00:00:00Z"
            : kind == typeof(DateOnly) ? "a day such as 2026-12-01"
            : $"one of {string.Join(", ", Enum.GetValues<Meter>().Select(meter => meter.Name))}";
        return kind == type ? what : $"{what}, or null";
    }
}
