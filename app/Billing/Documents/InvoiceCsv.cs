using System.Globalization;
using System.Text;
using Platform.Billing.Invoices;

namespace Platform.Billing.Documents;

/// <summary>An invoice's lines as comma-separated values, RFC 4180.</summary>
internal static class InvoiceCsv
{
    private const string Head =
        "number,subscription,item,plan,version,from,to,quantity,included,price_pico,index_ppm,exact_pico,amount_micros,currency";

    public static string Write(Invoice invoice)
    {
        var text = new StringBuilder($"{Head}\r\n");
        foreach (var line in invoice.Lines)
            text.AppendJoin(',', Cells(invoice, line)).Append("\r\n");
        return text.ToString();
    }

    private static IEnumerable<string> Cells(Invoice invoice, InvoiceLine line)
    => [
        Text(invoice.Number), Text(invoice.Subscription), Text(line.Item), Text(line.Plan), Number(line.Version), Time(line.From),
        Time(line.To), Number(line.Quantity),
        Number(line.Included), line.PricePico is { } price ? Number(price) : "", Number(line.IndexPpm), line.ExactPico,
        Number(line.AmountMicros), Text(invoice.Currency),
    ];

    /// <summary>
    /// A text that a spreadsheet would run as a formula is shown as a text; amounts below 0 are numbers, and no texts. Some spreadsheets
    /// read the full-width signs of East Asian keyboards as the plain ones.
    /// </summary>
    /// <seealso href="https://owasp.org/www-community/attacks/CSV_Injection"/>
    private static string Text(string value)
    {
        if (value is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..])
            value = $"'{value}";
        return value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
}
