using System.Globalization;
using Platform.Billing.Invoices;
using Platform.Billing.Money;
using Platform.Billing.Plans;
using static Platform.Billing.Documents.HtmlPage;

namespace Platform.Billing.Documents;

/// <summary>An invoice as a page.</summary>
internal static class InvoiceHtml
{
    public static string Write(Invoice invoice) => Of(
        $"Invoice {invoice.Number}",
        $"""
        {Parties(invoice.Seller, invoice.Account)}
        {Facts(
            ("Invoice", invoice.Number), ("Issued", Date(invoice.Issued)), ("Due", Date(invoice.Due)),
            ("Period", FormattableString.Invariant($"{invoice.From:yyyy-MM-dd HH:mm} to {invoice.To:yyyy-MM-dd HH:mm} UTC")),
            ("Subscription", invoice.Subscription))}
        <table>
        <caption>What was used, and what it costs</caption>
        <thead><tr><th scope="col">Item</th><th scope="col">Plan</th><th scope="col" class="n">Used</th><th scope="col" class="n">Included</th><th scope="col" class="n">Price</th><th scope="col" class="n">Amount</th></tr></thead>
        <tbody>
        {string.Join('\n', invoice.Lines.Select(line => Row(invoice, line)))}
        </tbody>
        <tfoot>
        {Sum("Net", invoice.NetMicros, invoice)}
        {Sum($"Tax {Percent(invoice.Account.TaxRatePpm)}", invoice.TaxMicros, invoice)}
        {Sum("Total", invoice.TotalMicros, invoice)}
        {(invoice.CreditMicros is { } credit
        ? $"{Sum("Credits", -credit, invoice)}\n{Sum("To be paid", invoice.TotalMicros - credit, invoice)}"
        : "")}
        </tfoot>
        </table>
        <p>Prices are exact; the amounts are rounded so that they add up to the net amount, which is rounded once.</p>
        """);

    private static string Row(Invoice invoice, InvoiceLine line)
        => $"""<tr><th scope="row">{Text(Name(line.Item))}</th><td>{Text(
            line.Plan.Length > 0 ? $"{line.Plan}, version {line.Version}" : "")}</td><td class="n">{Text(Quantity(line))}</td><td """
                + $"""class="n">{Text(Count(line.Included, line.Item))}</td><td class="n">{Text(Price(line))}</td><td class="n">{Text(
                    Amount(line.AmountMicros, invoice.Currency, invoice.Exponent))}</td></tr>""";

    private static string Sum(string name, long micros, Invoice invoice)
        => $"""<tr><th scope="row" colspan="5" class="n">{Text(name)}</th><td class="n">{Text(
            Amount(micros, invoice.Currency, invoice.Exponent))}</td></tr>""";

    private static string Name(string item) => item switch
    {
        ['l', 'a', 't', 'e', ':', .. var late] => $"{Name(late)}, used in earlier periods",
        "fixed" => "Fixed fee",
        "calls" => "Calls",
        "rows" => "Rows",
        "compute" => "Compute time, ms",
        "tokensIn" => "Tokens read",
        "tokensOut" => "Tokens written",
        "storage" => "Storage, GB-hours",
        "carriedIn" => "Carried over from the invoice before",
        "carriedOut" => "Carried over to the next invoice",
        _ => item,
    };

    private static string Quantity(InvoiceLine line) => line.Item switch
    {
        "fixed" => FormattableString.Invariant($"{line.Quantity:N0} h"),
        "carriedIn" or "carriedOut" => "",
        _ => Count(line.Quantity, line.Item),
    };

    private static string Count(long quantity, string item)
    {
        if (item is "fixed" or "carriedIn" or "carriedOut")
            return "";
        var per = Enum.GetValues<Meter>().FirstOrDefault(meter => item.EndsWith(meter.Name, StringComparison.Ordinal)).Per;
        return (quantity / (decimal)per).ToString("#,0.###", CultureInfo.InvariantCulture);
    }

    private static string Price(InvoiceLine line)
    {
        if (line.PricePico is not { } pico)
            return line.Item is "fixed" or "carriedIn" or "carriedOut" ? "" : "graduated";
        var price = (pico / (decimal)Pico.PerUnit).ToString("0.############", CultureInfo.InvariantCulture);
        return line.IndexPpm == 1_000_000 ? price : FormattableString.Invariant($"{price} × {line.IndexPpm / 1_000_000m:0.######}");
    }
}
