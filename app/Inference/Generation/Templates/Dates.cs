using System.Globalization;
using System.Text;

namespace Platform.Inference.Generation.Templates;

/// <summary>Python's <c>strftime</c>, with the letters that templates use.</summary>
internal static class Dates
{
    public static string Format(DateTimeOffset moment, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
            text.Append(format[i] != '%' || i + 1 == format.Length ? format[i].ToString() : Part(moment, format[++i]));
        return text.ToString();
    }

    private static string Part(DateTimeOffset moment, char letter) => letter switch
    {
        'd' => moment.ToString("dd", CultureInfo.InvariantCulture),
        'm' => moment.ToString("MM", CultureInfo.InvariantCulture),
        'b' => moment.ToString("MMM", CultureInfo.InvariantCulture),
        'B' => moment.ToString("MMMM", CultureInfo.InvariantCulture),
        'Y' => moment.ToString("yyyy", CultureInfo.InvariantCulture),
        'A' => moment.ToString("dddd", CultureInfo.InvariantCulture),
        'H' => moment.ToString("HH", CultureInfo.InvariantCulture),
        'M' => moment.ToString("mm", CultureInfo.InvariantCulture),
        'S' => moment.ToString("ss", CultureInfo.InvariantCulture),
        '%' => "%",
        _ => throw new TemplateException($"'%{letter}' of strftime_now is not supported"),
    };
}
