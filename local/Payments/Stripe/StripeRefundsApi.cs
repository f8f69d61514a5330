using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>What goes back: refunds and disputes.</summary>
internal sealed class StripeRefundsApi(StripeState state)
{
    public Answer Create(string id, string amount, Fault? fault)
    {
        if (state.Intents.Find(intent => intent.Id == id) is not { } found)
            return StripeAnswer.Missing("payment_intent", id);
        if (found.Status != "succeeded")
            return StripeAnswer.Wrong($"This PaymentIntent ({id}) does not have a successful charge to refund.");
        if (found.Refunded == found.Amount)
            return StripeAnswer.Wrong($"Charge {found.Charge} has already been refunded.", "charge_already_refunded");
        if (state.Disputes.Exists(dispute => dispute.Intent == found && dispute.Status != "won"))
            return StripeAnswer.Wrong($"Charge {found.Charge} has been charged back; cannot issue a refund.", "charge_disputed");
        var back = amount.Length > 0 ? long.Parse(amount, CultureInfo.InvariantCulture) : found.Amount - found.Refunded;
        if (found.Refunded + back > found.Amount)
            return StripeAnswer.Wrong(
                $"Refund amount ({back}) is greater than unrefunded amount on charge ({found.Amount - found.Refunded})",
                "amount_too_large");
        var refund = new StripeRefund(state.NextId("re"), found, back, state.Now)
        {
            Status = fault == Fault.Pending ? "pending" : "succeeded",
        };
        state.Refunds.Add(refund);
        found.Refunded += back;
        return new Answer(200, Write(refund));
    }

    public Answer Read(string id)
        => state.Refunds.Find(refund => refund.Id == id) is { } found ? new Answer(200, Write(found)) : StripeAnswer.Missing("refund", id);

    public Answer List(StripeCall call) => StripeAnswer.List(
        state.Refunds.Where(refund => IntentsApi.IsWithin(call, refund.Made)).Reverse().Select(Write), "/v1/refunds");

    public Answer Settle(string id, bool isPaid)
    {
        if (state.Refunds.Find(refund => refund.Id == id && refund.Status == "pending") is not { } found)
            return StripeAnswer.Missing("refund", id);
        found.Status = isPaid ? "succeeded" : "failed";
        return new Answer(200, Write(found));
    }

    public Answer Dispute(string intent)
    {
        if (state.Intents.Find(made => made.Id == intent) is not { } found)
            return StripeAnswer.Missing("payment_intent", intent);
        var dispute = new StripeDispute(state.NextId("dp"), found);
        state.Disputes.Add(dispute);
        return new Answer(200, Write(dispute));
    }

    public Answer ReadDispute(string id)
        => state.Disputes.Find(dispute => dispute.Id == id) is { } found
        ? new Answer(200, Write(found))
        : StripeAnswer.Missing("dispute", id);

    public Answer Close(string id, bool isLost)
    {
        if (state.Disputes.Find(dispute => dispute.Id == id) is not { } found)
            return StripeAnswer.Missing("dispute", id);
        found.Status = isLost ? "lost" : "won";
        return new Answer(200, Write(found));
    }

    private static JsonNode Write(StripeRefund refund) => new JsonObject
    {
        ["id"] = refund.Id, ["object"] = "refund", ["amount"] = refund.Amount, ["currency"] = refund.Intent.Currency,
        ["payment_intent"] = refund.Intent.Id,
        ["charge"] = refund.Intent.Charge, ["status"] = refund.Status, ["created"] = refund.Made.ToUnixTimeSeconds(),
        ["failure_reason"] = refund.Status == "failed" ? "expired_or_canceled_card" : null,
    };

    private static JsonNode Write(StripeDispute dispute) => new JsonObject
    {
        ["id"] = dispute.Id, ["object"] = "dispute", ["amount"] = dispute.Intent.Amount, ["currency"] = dispute.Intent.Currency,
        ["payment_intent"] = dispute.Intent.Id,
        ["charge"] = dispute.Intent.Charge, ["status"] = dispute.Status, ["reason"] = "fraudulent",
    };
}
