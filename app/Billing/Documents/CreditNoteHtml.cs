using Platform.Billing.Corrections;
using static Platform.Billing.Documents.HtmlPage;

namespace Platform.Billing.Documents;

/// <summary>A credit note as a page.</summary>
internal static class CreditNoteHtml
{
    public static string Write(CreditNote note) => Of(
        $"Credit note {note.Number}",
        $"""
        {Parties(note.Seller, note.Account)}
        {Facts(
            ("Credit note", note.Number), ("Of invoice", note.Invoice), ("Issued", Date(note.Issued)),
            ("Subscription", note.Subscription), ("Reason", note.Reason))}
        <table>
        <caption>What is taken back</caption>
        <thead><tr><th scope="col">Part</th><th scope="col" class="n">Amount</th></tr></thead>
        <tbody>
        {Row("Net", note.NetMicros, note)}
        {Row($"Tax {Percent(note.Account.TaxRatePpm)}", note.TaxMicros, note)}
        {Row("Total", note.TotalMicros, note)}
        </tbody>
        </table>
        """);

    private static string Row(string name, long micros, CreditNote note)
        => $"""<tr><th scope="row">{Text(name)}</th><td class="n">{Text(Amount(-micros, note.Currency, note.Exponent))}</td></tr>""";
}
