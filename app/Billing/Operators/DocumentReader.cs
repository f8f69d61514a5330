using System.Data.Common;
using Dapper;
using Platform.Billing.Corrections;
using Platform.Billing.Documents;
using Platform.Billing.Invoices;

namespace Platform.Billing.Operators;

/// <summary>Invoices and credit notes in the forms that there are, all from the one document that was issued.</summary>
internal static class DocumentReader
{
    /// <exception cref="OperatorException">There is no such document, or form.</exception>
    public static async Task<IResult> InvoiceAsync(HttpContext context, DbConnection connection, string number, string form)
    {
        var document = await connection.ExecuteScalarAsync<string>("SELECT document FROM invoice WHERE number = @number", new { number })
            ?? throw None("invoice", number);
        return form switch
        {
            "json" => Results.Text(document, "application/json"),
            "csv" => Results.Text(InvoiceCsv.Write(InvoiceJson.Read(document)), "text/csv; charset=utf-8"),
            "html" => Page(context, InvoiceHtml.Write(InvoiceJson.Read(document))),
            _ =>
                throw new OperatorException(
                    $"there is no form '{form}' of an invoice; expected html, json or csv", StatusCodes.Status404NotFound),
        };
    }

    /// <exception cref="OperatorException">There is no such document, or form.</exception>
    public static async Task<IResult> CreditNoteAsync(HttpContext context, DbConnection connection, string number, string form)
    {
        var document = await connection.ExecuteScalarAsync<string>(
            "SELECT document FROM credit_note WHERE number = @number", new { number }) ?? throw None("credit note", number);
        return form switch
        {
            "json" => Results.Text(document, "application/json"),
            "html" => Page(context, CreditNoteHtml.Write(CreditNoteJson.Read(document))),
            _ =>
                throw new OperatorException(
                    $"there is no form '{form}' of a credit note; expected html or json", StatusCodes.Status404NotFound),
        };
    }

    private static IResult Page(HttpContext context, string page)
    {
        context.Response.Headers.ContentSecurityPolicy = HtmlPage.Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(page, HtmlPage.ContentType);
    }

    private static OperatorException None(string what, string number)
        => new($"there is no {what} '{number}'", StatusCodes.Status404NotFound);
}
