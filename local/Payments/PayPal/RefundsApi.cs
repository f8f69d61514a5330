using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>What is given back: <c>/v2/payments/captures/{id}/refund</c> and <c>/v2/payments/refunds</c>.</summary>
internal sealed class RefundsApi(PayPalState state)
{
    public Answer Create(string id, JsonNode? body, Fault? fault, string server)
    {
        if (state.Captures.Find(capture => capture.Id == id) is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        if (found.Status == "PENDING")
            return PayPalAnswer.Unprocessable("PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
        if (found.Status == "REFUNDED")
            return PayPalAnswer.Unprocessable("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
        if (state.Disputes.Exists(dispute => dispute.Capture == found && dispute.Status != "RESOLVED"))
            return PayPalAnswer.Unprocessable(
                "TRANSACTION_DISPUTED",
                "Partial refunds cannot be offered at this time because there is an open case on this transaction.");
        var amount = body?["amount"]?["value"] is { } value
            ? decimal.Parse((string)value!, CultureInfo.InvariantCulture)
            : found.Amount - found.Refunded;
        if (found.Refunded + amount > found.Amount)
            return PayPalAnswer.Unprocessable(
                "REFUND_AMOUNT_EXCEEDED",
                "The refund amount must be less than or equal to the capture amount that has not yet been refunded.");
        return new Answer(201, Write(Give(found, amount, fault == Fault.Pending ? "PENDING" : "COMPLETED"), server));
    }

    public Answer Read(string id, string server)
        => state.Refunds.Find(refund => refund.Id == id) is { } found
        ? new Answer(200, Write(found, server))
        : PayPalAnswer.NotFound("INVALID_RESOURCE_ID");

    /// <summary>What is pending becomes what the bank says.</summary>
    public Answer Settle(string id, bool isPaid, string server)
    {
        if (state.Refunds.Find(refund => refund.Id == id && refund.Status == "PENDING") is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        found.Status = isPaid ? "COMPLETED" : "FAILED";
        return new Answer(200, Write(found, server));
    }

    /// <summary>PayPal takes the money back.</summary>
    public Answer Reverse(string id, string server)
    {
        if (state.Captures.Find(capture => capture.Id == id) is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        var reversal = new Refund(state.NextId(), found, found.Amount - found.Refunded, state.Now) { IsReversal = true };
        state.Refunds.Add(reversal);
        return new Answer(201, Write(reversal, server));
    }

    private Refund Give(Capture capture, decimal amount, string status)
    {
        var refund = new Refund(state.NextId(), capture, amount, state.Now) { Status = status };
        state.Refunds.Add(refund);
        capture.Refunded += amount;
        capture.Status = capture.Refunded == capture.Amount ? "REFUNDED" : "PARTIALLY_REFUNDED";
        return refund;
    }

    private static JsonObject Write(Refund refund, string server) => new()
    {
        ["id"] = refund.Id, ["status"] = refund.Status,
        ["amount"] = new JsonObject { ["currency_code"] = refund.Capture.Currency, ["value"] = refund.Value },
        ["links"] = new JsonArray(
            Link("self", $"{server}/v2/payments/refunds/{refund.Id}"), Link("up", $"{server}/v2/payments/captures/{refund.Capture.Id}")),
    };

    private static JsonObject Link(string rel, string address) => new() { ["rel"] = rel, ["href"] = address, ["method"] = "GET" };
}
