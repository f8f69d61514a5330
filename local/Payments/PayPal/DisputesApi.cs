using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>Disputes: <c>/v1/customer/disputes</c>.</summary>
internal sealed class DisputesApi(PayPalState state)
{
    public Answer Read(string id)
        => state.Disputes.Find(dispute => dispute.Id == id) is { } found
        ? new Answer(200, Write(found))
        : PayPalAnswer.NotFound("INVALID_RESOURCE_ID");

    /// <summary>The customer complains.</summary>
    public Answer Open(string capture, string reason)
    {
        if (state.Captures.Find(made => made.Id == capture) is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        var dispute = new Dispute($"PP-D-{state.Disputes.Count + 1}", found, reason);
        state.Disputes.Add(dispute);
        return new Answer(201, Write(dispute));
    }

    /// <summary>PayPal decides.</summary>
    public Answer Resolve(string id, string outcome)
    {
        if (state.Disputes.Find(dispute => dispute.Id == id) is not { } found)
            return PayPalAnswer.NotFound("INVALID_RESOURCE_ID");
        (found.Status, found.Outcome) = ("RESOLVED", outcome);
        return new Answer(200, Write(found));
    }

    private static JsonObject Write(Dispute dispute)
    {
        var body = new JsonObject
        {
            ["dispute_id"] = dispute.Id, ["status"] = dispute.Status, ["reason"] = dispute.Reason,
            ["dispute_life_cycle_stage"] = "CHARGEBACK",
            ["dispute_amount"] = new JsonObject { ["currency_code"] = dispute.Capture.Currency, ["value"] = dispute.Capture.Value },
            ["disputed_transactions"] = new JsonArray(new JsonObject { ["seller_transaction_id"] = dispute.Capture.Id }),
        };
        if (dispute.Outcome is not null)
            body["dispute_outcome"] = new JsonObject { ["outcome_code"] = dispute.Outcome };
        return body;
    }
}
