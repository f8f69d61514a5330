using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>The search of transactions: <c>/v1/reporting/transactions</c>. What happened shows some hours later.</summary>
internal sealed class TransactionsApi(PayPalState state)
{
    private const int LargestPage = 500;

    public Answer Search(TransactionQuery query)
    {
        if (query.To - query.From > TimeSpan.FromDays(31))
            return PayPalAnswer.Invalid("INVALID_REQUEST", "Date range is greater than 31 days");
        var found = All().Where(row => (query.Invoice is null || row.Invoice == query.Invoice) && row.Made >= query.From
            && row.Made <= query.To
            && state.Now - row.Made >= PayPalState.SearchLag).ToList();
        var size = Math.Clamp(query.PageSize, 1, LargestPage);
        return new Answer(200, new JsonObject
        {
            ["transaction_details"] = new JsonArray([.. found.Skip((query.Page - 1) * size).Take(size).Select(row => row.Info)]),
            ["total_items"] = found.Count, ["page"] = query.Page, ["total_pages"] = Math.Max(1, (found.Count + size - 1) / size),
        });
    }

    private IEnumerable<(string Invoice, DateTimeOffset Made, JsonNode Info)> All() => state.Captures
        .Where(capture => capture.Status != "DECLINED")
        .Select(capture => (capture.Invoice, capture.Made, Write(
            (capture.Id, "T0006", capture.Status == "PENDING" ? "P" : "S"), capture.Invoice, (capture.Currency, capture.Value),
            capture.Made)))
        .Concat(state.Refunds.Where(refund => refund.Status != "FAILED").Select(refund => (refund.Capture.Invoice, refund.Made, Write(
            (refund.Id, refund.IsReversal ? "T1106" : "T1107", refund.Status == "PENDING" ? "P" : "S"), refund.Capture.Invoice,
            (refund.Capture.Currency, $"-{refund.Value}"), refund.Made))));

    private static JsonNode Write(
        (string Id, string Code, string Status) what, string invoice, (string Currency, string Value) amount, DateTimeOffset made)
            => new JsonObject
        {
            ["transaction_info"] = new JsonObject
            {
                ["transaction_id"] = what.Id, ["transaction_event_code"] = what.Code, ["transaction_status"] = what.Status,
                ["invoice_id"] = invoice,
                ["transaction_initiation_date"] = made.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
                ["transaction_amount"] = new JsonObject { ["currency_code"] = amount.Currency, ["value"] = amount.Value },
            },
        };
}
