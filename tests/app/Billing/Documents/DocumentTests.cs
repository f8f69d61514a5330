using AngleSharp.Html.Parser;
using Platform.Billing.Corrections;
using Platform.Billing.Documents;
using Platform.Billing.Invoices;

namespace Platform.Billing.Tests.Documents;

public sealed class DocumentTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&";

    [Fact]
    public void Html_OfAnInvoice_IsATableThatAddsUpAndReadsAloud()
    {
        var page = new HtmlParser().ParseDocument(InvoiceHtml.Write(Invoice("Ada")));

        Assert.Equal(("en", "Invoice 2026-000001"), (page.DocumentElement.GetAttribute("lang"), page.Title));
        Assert.Equal("Invoice 2026-000001", page.QuerySelector("main > h1")!.TextContent);
        Assert.All(page.QuerySelectorAll("th"), header => Assert.Contains(header.GetAttribute("scope"), (string[])["col", "row"]));
        Assert.NotNull(page.QuerySelector("table > caption"));
        Assert.Equal(
            ["Calls", "Carried over from the invoice before"], page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
        Assert.Equal(
            [("Net", "12.34 EUR"), ("Tax 19 %", "2.34 EUR"), ("Total", "14.68 EUR"), ("Credits", "-4.68 EUR"), ("To be paid", "10.00 EUR")],
            page.QuerySelectorAll("tfoot tr").Select(row => (row.Children[0].TextContent, row.Children[1].TextContent)));
        Assert.Contains("@media print", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_OfHostileNames_EscapesThem()
    {
        var invoice = InvoiceHtml.Write(Invoice(Hostile));
        var note = CreditNoteHtml.Write(new CreditNote(
            "c", "CN-2026-000001", "2026-000001", Hostile, Invoice(Hostile).Account, Invoice(Hostile).Seller, Plan.Always, "EUR", 2, 1, 2,
            3, Hostile));

        foreach (var text in new[] { invoice, note })
        {
            var page = new HtmlParser().ParseDocument(text);
            Assert.Empty(page.QuerySelectorAll("script"));
            Assert.Contains(Hostile, page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－2", "'－2")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void Csv_OfATextThatASpreadsheetWouldRun_IsAText(string name, string cell)
    {
        var invoice = Invoice("Ada") with { Subscription = name };

        Assert.StartsWith($"2026-000001,{cell},calls,", InvoiceCsv.Write(invoice).Split("\r\n", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_OfAmountsBelowZero_AreNumbers()
        => Assert.EndsWith(",-500000000,-10000,EUR\r\n", InvoiceCsv.Write(Invoice("Ada")), StringComparison.Ordinal);

    private static Invoice Invoice(string name) => new(
        "inv-1", "2026-000001", "sub-1", Business.Ada with { Name = name }, Plan.Always, Plan.Always.AddMonths(1),
        Plan.Always.AddMonths(1), Plan.Always.AddDays(45),
        "EUR", 2, 12_340_000, 2_340_000, 14_680_000, 0, 0,
        [
            new(
                "calls", "basic", 1, 1_234, 10, 10_000_000_000, 1_500_000, 12_350_000, "12350000000000", Plan.Always,
                Plan.Always.AddMonths(1)),
            new("carriedIn", "", 0, 0, 0, null, 1_000_000, -10_000, "-500000000", Plan.Always, Plan.Always.AddMonths(1)),
        ],
        4_680_000, new Seller(name, "1 Street\nCity", "DE 1"));
}
