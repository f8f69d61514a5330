using System.Text.Json;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>What no PayPal has: webhooks to order, and what banks, customers and PayPal itself decide.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app, (CapturesApi Captures, RefundsApi Refunds, DisputesApi Disputes) apis, PayPalState state)
    {
        app.MapPost("/stand-in/settings", (bool takesInvoiceOnce) => state.TakesInvoiceOnce = takesInvoiceOnce);
        app.MapGet("/stand-in/certificate", (WebhookSigner signer) => signer.Certificate);
        app.MapPost("/stand-in/webhooks", async (
            HttpContext context, Uri to, string id, string type, string resource, string signedFor, WebhookSender sender) =>
            Results.StatusCode(await sender.SendAsync(to, new WebhookOrder(id, type, resource, signedFor), context.Origin)));
        app.MapPost("/stand-in/captures/{id}/settle", (string id, bool paid) => Locked(state, () => apis.Captures.Settle(id, paid)));
        app.MapPost("/stand-in/captures/{id}/refund", (HttpContext context, string id) =>
            Locked(state, () => apis.Refunds.Create(id, null, null, context.Origin)));
        app.MapPost(
            "/stand-in/captures/{id}/reverse",
            (HttpContext context, string id) => Locked(state, () => apis.Refunds.Reverse(id, context.Origin)));
        app.MapPost("/stand-in/refunds/{id}/settle", (HttpContext context, string id, bool paid) =>
            Locked(state, () => apis.Refunds.Settle(id, paid, context.Origin)));
        app.MapPost("/stand-in/disputes", (string capture, string reason) => Locked(state, () => apis.Disputes.Open(capture, reason)));
        app.MapPost(
            "/stand-in/disputes/{id}/resolve", (string id, string outcome) => Locked(state, () => apis.Disputes.Resolve(id, outcome)));
    }

    private static IResult Locked(PayPalState state, Func<Answer> act)
    {
        lock (state.Gate)
            return act() is var answer && answer.Body is null
                ? Results.StatusCode(answer.Status)
                : Results.Json(answer.Body, JsonSerializerOptions.Web, statusCode: answer.Status);
    }
}
