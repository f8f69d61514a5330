using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Review.Costs.Prices.Retail;

/// <summary>How a price is written in a file of the table.</summary>
internal static partial class PriceLine
{
    private static readonly JsonSerializerOptions _plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(PriceFile.Entry entry)
    {
        string?[] parts =
        [
            $"sku: {Quoted(entry.Sku)}", $"meter: {Quoted(entry.Meter)}", $"unit: {Quoted(entry.Unit)}",
            entry.Steps is { } steps
                ? $"steps: [{string.Join(", ", steps.Select(step => $"{{ from: {Text(step.From)}, price: {Text(step.Price)} }}"))}]"
                : $"price: {Text(entry.Price!.Value)}",
            entry.Free > 0 ? $"free: {Text(entry.Free)}" : null,
            entry.Date is { } day ? string.Create(CultureInfo.InvariantCulture, $"date: {day:yyyy-MM-dd}") : null,
            Given("source", entry.Source), Given("basis", entry.Basis), Given("note", entry.Note),
        ];
        return $"      - {{ {string.Join(", ", parts.OfType<string>())} }}";
    }

    public static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary><c>0.087, 0.083 from 10235</c>.</summary>
    public static string Text(IReadOnlyList<PriceStep> steps)
        => string.Join(", ", steps.Select(step => step.From == 0 ? Text(step.Price) : $"{Text(step.Price)} from {Text(step.From)}"));

    private static string? Given(string key, string? value) => value is null ? null : $"{key}: {JsonSerializer.Serialize(value, _plainly)}";

    private static string Quoted(string text) => Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text, _plainly);

    [GeneratedRegex(@"\A[A-Za-z][\w ]*\z")]
    private static partial Regex Plain();
}
