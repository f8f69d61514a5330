using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>What was taken: <c>/v2/payments/captures</c>.</summary>
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

    public Answer Read(string id)
        => state.Captures.Find(capture => capture.Id == id) is { } found
        ? new Answer(200, Write(found))
        : PayPalAnswer.NotFound("INVALID_RESOURCE_ID");

    /// <summary>What is pending becomes what the bank says.</summary>
    public Answer Settle(string id, bool isPaid)
    {
        if (state.Captures.Find(capture => capture.Id == id && capture.Status == "PENDING") is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        (found.Status, found.Reason) = (isPaid ? "COMPLETED" : "DECLINED", null);
        return new Answer(200, Write(found));
    }
}
