using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Payments;

/// <summary>A PayPal that charges nobody: the calls that billing makes, in PayPal's form, and faults on request.</summary>
internal static class PaymentsServer
{
    public const string ClientId = "stand-in", ClientSecret = "charges-nobody";
    private const string Token = "A21AAstand-in";

    /// <summary>Not yet listening; on loopback alone.</summary>
    public static WebApplication Create(string[] args, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:8091", .. args]);
        builder.Services.AddSingleton(new PayPalState(time));
        builder.Services.AddSingleton(_ => new WebhookSigner(time));
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<HttpClient>();
        var app = builder.Build();
        var state = app.Services.GetRequiredService<PayPalState>();
        var (vault, orders, captures) = (new VaultApi(state), new OrdersApi(state), new CapturesApi(state));
        app.MapPost("/v1/oauth2/token", SignInAsync);
        Map(app, HttpMethods.Post, "/v3/vault/setup-tokens", "vault", call => vault.StartSetup(call.Body, Origin(call.Context)));
        Map(app, HttpMethods.Post, "/v3/vault/payment-tokens", "vault", call => vault.TakeToken(call.Body));
        Map(app, HttpMethods.Delete, "/v3/vault/payment-tokens/{id}", null, call => vault.Delete(call.Id));
        Map(app, HttpMethods.Post, "/v2/checkout/orders", "orders", call => orders.Create(call.Body, call.Fault));
        Map(app, HttpMethods.Get, "/v2/checkout/orders/{id}", null, call => orders.Read(call.Id));
        Map(app, HttpMethods.Get, "/v2/payments/captures/{id}", null, call => captures.Read(call.Id));
        Map(app, HttpMethods.Post, "/v2/payments/captures/{id}/refund", "refunds", call => captures.Refund(call.Id, call.Body));
        Map(app, HttpMethods.Get, "/v1/reporting/transactions", null, call => captures.Search(
            call.Query("invoice_id"), Time(call.Query("start_date")), Time(call.Query("end_date"))));
        MapPayer(app, vault, state);
        MapControl(app, captures, state);
        return app;
    }

    private static void Map(WebApplication app, string method, string pattern, string? api, Func<ApiCall, Answer> answer) =>
        app.MapMethods(pattern, [method], context => new ApiCall(context, api, app.Services.GetRequiredService<PayPalState>()).AnswerAsync(answer, $"Bearer {Token}"));

    /// <summary>The page on which the payer decides.</summary>
    private static void MapPayer(WebApplication app, VaultApi vault, PayPalState state)
    {
        app.MapGet("/agreements/approve", (string? approval_session_id) => Results.Content(ApprovalPage.Write(approval_session_id), "text/html; charset=utf-8"));
        app.MapPost("/agreements/approve", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            lock (state.Gate)
                return vault.Decide(form["session"], form["decision"] == "approve") is { } next ? Results.Redirect(next.AbsoluteUri) : Results.NotFound();
        });
    }

    /// <summary>What no PayPal has: faults, and what becomes of what is pending.</summary>
    private static void MapControl(WebApplication app, CapturesApi captures, PayPalState state)
    {
        app.MapPost("/stand-in/faults", (string path, Fault fault, int? count) => state.Faults.Add(path, fault, count ?? 1));
        app.MapGet("/stand-in/certificate", (WebhookSigner signer) => signer.Certificate);
        app.MapPost("/stand-in/webhooks", async (HttpContext context, Uri to, string id, string type, string resource, string signedFor, WebhookSender sender) =>
            Results.StatusCode(await sender.SendAsync(to, new WebhookOrder(id, type, resource, signedFor), Origin(context))));
        app.MapPost("/stand-in/captures/{id}/settle", (string id, bool paid) =>
        {
            lock (state.Gate)
                return Results.StatusCode(captures.Settle(id, paid).Status);
        });
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"));
        var isKnown = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given) && given.Scheme == "Basic" && given.Parameter == expected;
        context.Response.StatusCode = isKnown ? 200 : 401;
        var body = isKnown
            ? new JsonObject { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = 32_400 }
            : new JsonObject { ["error"] = "invalid_client", ["error_description"] = "Client Authentication failed" };
        await context.Response.WriteAsJsonAsync<JsonNode>(body, JsonSerializerOptions.Web);
    }

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text ?? "", CultureInfo.InvariantCulture);
}
