using System.Globalization;
using System.Text.Encodings.Web;
using Platform.Billing.Customers;
using Platform.Billing.Invoices;
using Platform.Billing.Money;

namespace Platform.Billing.Documents;

/// <summary>
/// The page of a document: prints on paper, reads well aloud, needs nothing from elsewhere. Whatever a customer can have written is
/// escaped.
/// </summary>
internal static class HtmlPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>For the page's own style, and nothing else.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Style =
        """
        body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem}h2{font-size:1.1rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}
        th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #767676}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        tfoot td,tfoot th{border:0}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}address{font-style:normal;white-space:pre-line}
        .parties{display:flex;flex-wrap:wrap;gap:2rem}
        @media print{body{margin:0;max-width:none}@page{size:A4;margin:18mm}tr{break-inside:avoid}thead{display:table-header-group}}
        """;

    public static string Of(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(
            title)}</title><style>{Style}</style></head>
        <body>
        <main>
        <h1>{Text(title)}</h1>
        {body}
        </main>
        </body>
        </html>

        """;

    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    /// <summary>From and to whom.</summary>
    public static string Parties(Seller? seller, Account account) => $"""
        <div class="parties">
        {(seller is null
        ? ""
        : $"<section><h2>From</h2><address>{Text(seller.Name)}\n{Text(seller.Address)}</address>{(seller.TaxId.Length == 0
        ? ""
        : $"<p>Tax id: {Text(seller.TaxId)}</p>")}</section>")}
        <section><h2>To</h2><address>{Text(account.Name)}
        {Text(account.Email)}
        {Text(account.Country)}</address></section>
        </div>
        """;

    public static string Facts(params (string Name, string Value)[] facts)
        => $"<dl>{string.Concat(facts.Select(fact => $"<dt>{Text(fact.Name)}</dt><dd>{Text(fact.Value)}</dd>"))}</dl>";

    public static string Amount(long micros, string currency, int exponent)
        => $"{new Currency(currency, exponent).Format(micros)} {currency}";

    public static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Percent(long ppm) => FormattableString.Invariant($"{ppm / 10_000m:0.####} %");
}
