using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>Customers and their cards: Checkout Sessions in setup mode, and payment methods.</summary>
internal sealed class CardsApi(StripeState state)
{
    public Answer AddCustomer(StripeCall call)
    {
        _ = call;
        var id = state.NextId("cus");
        state.Customers.Add(id);
        return new Answer(200, new JsonObject { ["id"] = id, ["object"] = "customer" });
    }

    public Answer StartSession(StripeCall call, string server)
    {
        if (call.Parameter("mode") != "setup")
            return StripeAnswer.Wrong("This stand-in takes sessions in setup mode.");
        if (!state.Customers.Contains(call.Parameter("customer")))
            return StripeAnswer.Missing("customer", call.Parameter("customer"));
        if (!Uri.TryCreate(call.Parameter("success_url"), UriKind.Absolute, out var success)
            || !Uri.TryCreate(call.Parameter("cancel_url"), UriKind.Absolute, out var cancel))
            return StripeAnswer.Wrong("Not a valid URL", "url_invalid");
        var session = new Session(state.NextId("cs_test"), call.Parameter("customer"), success, cancel);
        state.Sessions.Add(session);
        return new Answer(200, Write(session, server));
    }

    public Answer ReadSession(string id, string server)
        => state.Sessions.Find(session => session.Id == id) is { } found
        ? new Answer(200, Write(found, server))
        : StripeAnswer.Missing("checkout.session", id);

    public Answer Detach(string method) => state.Methods.Remove(method)
        ? new Answer(200, new JsonObject { ["id"] = method, ["object"] = "payment_method" })
        : StripeAnswer.Missing("PaymentMethod", method);

    /// <summary>The payer's decision.</summary>
    /// <returns>Where the payer goes then; null for a session that is not there.</returns>
    public Uri? Decide(string? id, bool isApproved)
    {
        if (state.Sessions.Find(session => session.Id == id) is not { } found)
            return null;
        if (isApproved && found.Method is null)
            state.Methods[found.Method = state.NextId("pm")] = found.Customer;
        return isApproved ? found.Success : found.Cancel;
    }

    private static JsonObject Write(Session session, string server) => new()
    {
        ["id"] = session.Id, ["object"] = "checkout.session", ["mode"] = "setup", ["url"] = $"{server}/checkout/{session.Id}",
        ["customer"] = session.Customer,
        ["status"] = session.Method is null ? "open" : "complete",
        ["setup_intent"] = new JsonObject
        {
            ["id"] = session.Setup, ["object"] = "setup_intent",
            ["status"] = session.Method is null ? "requires_payment_method" : "succeeded",
            ["payment_method"] = session.Method is null ? null : new JsonObject
            {
                ["id"] = session.Method, ["object"] = "payment_method", ["type"] = "card",
                ["card"] = new JsonObject { ["brand"] = "visa", ["last4"] = "4242" },
            },
        },
    };
}
