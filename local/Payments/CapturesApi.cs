using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Payments;

/// <summary>What was taken, and what is given back: <c>/v2/payments</c>, and the search of transactions.</summary>
internal sealed class CapturesApi(PayPalState state)
{
    public static JsonObject Write(Capture capture)
    {
        var body = new JsonObject
        {
            ["id"] = capture.Id, ["status"] = capture.Status, ["invoice_id"] = capture.Invoice, ["custom_id"] = capture.Custom,
            ["amount"] = new JsonObject { ["currency_code"] = capture.Currency, ["value"] = capture.Value },
        };
        if (capture.Reason is not null)
            body["status_details"] = new JsonObject { ["reason"] = capture.Reason };
        return body;
    }

    public Answer Read(string id) =>
        state.Captures.Find(capture => capture.Id == id) is { } found ? new Answer(200, Write(found)) : Answer.NotFound("INVALID_RESOURCE_ID");

    public Answer Refund(string id, JsonNode? body)
    {
        if (state.Captures.Find(capture => capture.Id == id) is not { } found)
            return Answer.NotFound("INVALID_RESOURCE_ID");
        if (found.Status == "PENDING")
            return Answer.Unprocessable("PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
        if (found.Status == "REFUNDED")
            return Answer.Unprocessable("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
        var amount = body?["amount"]?["value"] is { } value ? decimal.Parse((string)value!, CultureInfo.InvariantCulture) : found.Amount - found.Refunded;
        if (found.Refunded + amount > found.Amount)
            return Answer.Unprocessable("REFUND_AMOUNT_EXCEEDED", "The refund amount must be less than or equal to the capture amount that has not yet been refunded.");
        found.Refunded += amount;
        found.Status = found.Refunded == found.Amount ? "REFUNDED" : "PARTIALLY_REFUNDED";
        return new Answer(201, new JsonObject { ["id"] = state.NextId(), ["status"] = "COMPLETED" });
    }

    /// <summary>What is pending becomes what the bank says.</summary>
    public Answer Settle(string id, bool isPaid)
    {
        if (state.Captures.Find(capture => capture.Id == id && capture.Status == "PENDING") is not { } found)
            return Answer.NotFound("INVALID_RESOURCE_ID");
        (found.Status, found.Reason) = (isPaid ? "COMPLETED" : "DECLINED", null);
        return new Answer(200, Write(found));
    }

    /// <summary>A capture shows some hours after it was made.</summary>
    public Answer Search(string? invoice, DateTimeOffset from, DateTimeOffset to)
    {
        if (to - from > TimeSpan.FromDays(31))
            return Answer.Invalid("INVALID_REQUEST", "Date range is greater than 31 days");
        var found = state.Captures.Where(capture => (invoice is null || capture.Invoice == invoice) && capture.Status != "DECLINED"
            && capture.Made >= from && capture.Made <= to && state.Now - capture.Made >= PayPalState.SearchLag);
        return new Answer(200, new JsonObject
        {
            ["transaction_details"] = new JsonArray([.. found.Select(capture => new JsonObject
            {
                ["transaction_info"] = new JsonObject
                {
                    ["transaction_id"] = capture.Id, ["transaction_status"] = capture.Status == "PENDING" ? "P" : "S", ["invoice_id"] = capture.Invoice,
                    ["transaction_event_code"] = "T0006",
                },
            })]),
        });
    }
}
