using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Azure.Kinds;

/// <summary>What a value of an input is, for rows that compare two.</summary>
internal static class Value
{
    public static bool Is(JsonNode? value, string text) => $"{value}".Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of a SKU: <c>Standard</c> of <c>Standard_ZRS</c>.</summary>
    public static string Family(JsonNode? sku) => $"{sku}".Split('_')[0];

    public static bool IsOlder(JsonNode? version, JsonNode? than)
        => Version.TryParse($"{version}", out var one) && Version.TryParse($"{than}", out var other) && one < other;

    /// <returns>0 for what is no number.</returns>
    public static decimal Number(JsonNode? value)
        => decimal.TryParse($"{value}", NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
