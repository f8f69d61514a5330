using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>A Stripe that charges nobody, beside the PayPal: the calls that billing makes, in Stripe's form.</summary>
internal static class StripeEndpoints
{
    public const string SecretKey = "sk_test_stand_in";

    public static void MapStripe(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<StripeState>();
        var (cards, intents, refunds) = (new CardsApi(state), new IntentsApi(state), new StripeRefundsApi(state));
        Map(app, HttpMethods.Get, "/v1/balance", _ => new Answer(200, new JsonObject { ["object"] = "balance", ["livemode"] = false }));
        Map(app, HttpMethods.Post, "/v1/customers", cards.AddCustomer);
        Map(app, HttpMethods.Post, "/v1/checkout/sessions", call => cards.StartSession(call, call.Context.Origin));
        Map(app, HttpMethods.Get, "/v1/checkout/sessions/{id}", call => cards.ReadSession(call.Id, call.Context.Origin));
        Map(app, HttpMethods.Post, "/v1/payment_methods/{id}/detach", call => cards.Detach(call.Id));
        Map(app, HttpMethods.Post, "/v1/payment_intents", intents.Create);
        Map(app, HttpMethods.Get, "/v1/payment_intents/search", call => intents.Search(call.Parameter("query")));
        Map(app, HttpMethods.Get, "/v1/payment_intents/{id}", call => intents.Read(call.Id));
        Map(app, HttpMethods.Get, "/v1/charges", intents.Charges);
        Map(
            app, HttpMethods.Post, "/v1/refunds",
            call => refunds.Create(call.Parameter("payment_intent"), call.Parameter("amount"), call.Fault));
        Map(app, HttpMethods.Get, "/v1/refunds", refunds.List);
        Map(app, HttpMethods.Get, "/v1/refunds/{id}", call => refunds.Read(call.Id));
        Map(app, HttpMethods.Get, "/v1/disputes/{id}", call => refunds.ReadDispute(call.Id));
        MapPayer(app, cards, state);
        MapControl(app, intents, refunds, state);
    }

    private static void Map(WebApplication app, string method, string pattern, Func<StripeCall, Answer> answer) => app.MapMethods(
        pattern, [method],
        context => new StripeCall(context, app.Services.GetRequiredService<StripeState>(), app.Services.GetRequiredService<Faults>())
            .AnswerAsync(answer, $"Bearer {SecretKey}"));

    private static void MapPayer(WebApplication app, CardsApi cards, StripeState state)
    {
        app.MapGet("/checkout/{session}", (string session) => Results.Content(ApprovalPage.Write(session), "text/html; charset=utf-8"));
        app.MapPost("/checkout/{session}", async (HttpContext context, string session) =>
        {
            var form = await context.Request.ReadFormAsync();
            lock (state.Gate)
                return cards.Decide(session, form["decision"] == "approve") is { } next
                    ? Results.Redirect(next.AbsoluteUri)
                    : Results.NotFound();
        });
    }

    /// <summary>What no Stripe has.</summary>
    private static void MapControl(WebApplication app, IntentsApi intents, StripeRefundsApi refunds, StripeState state)
    {
        IResult Locked(Func<Answer> act)
        {
            lock (state.Gate)
                return act() is var answer
                    ? Results.Json(answer.Body, JsonSerializerOptions.Web, statusCode: answer.Status)
                    : Results.NotFound();
        }

        app.MapPost("/stand-in/stripe/captures/{id}/settle", (string id, bool paid) => Locked(() => intents.Settle(id, paid)));
        app.MapPost("/stand-in/stripe/captures/{id}/refund", (string id) => Locked(() => refunds.Create(id, "", null)));
        app.MapPost("/stand-in/stripe/refunds/{id}/settle", (string id, bool paid) => Locked(() => refunds.Settle(id, paid)));
        app.MapPost("/stand-in/stripe/disputes", (string capture) => Locked(() => refunds.Dispute(capture)));
        app.MapPost("/stand-in/stripe/disputes/{id}/close", (string id, bool lost) => Locked(() => refunds.Close(id, lost)));
        app.MapPost("/stand-in/stripe/webhooks", async (
            Uri to, string id, string type, string resource, string secret, HttpClient client) =>
            Results.StatusCode(await SendAsync(client, to, (id, type, resource), (secret, state.Now))));
    }

    /// <summary>Signed as Stripe does: HMAC-SHA256 over the time and the raw body.</summary>
    /// <seealso href="https://docs.stripe.com/webhooks#verify-manually"/>
    private static async Task<int> SendAsync(
        HttpClient client, Uri to, (string Id, string Type, string Resource) what, (string Secret, DateTimeOffset Now) signed)
    {
        var body = new JsonObject
        {
            ["id"] = what.Id, ["object"] = "event", ["type"] = what.Type, ["created"] = signed.Now.ToUnixTimeSeconds(),
            ["data"] = new JsonObject { ["object"] = new JsonObject { ["id"] = what.Resource } },
        }.ToJsonString();
        var time = signed.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(signed.Secret), Encoding.UTF8.GetBytes($"{time}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Stripe-Signature", $"t={time},v1={signature}");
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
