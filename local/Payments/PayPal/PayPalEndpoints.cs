using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>The calls of PayPal's API that billing makes, and the payer's page.</summary>
internal static class PayPalEndpoints
{
    public const string ClientId = "stand-in", ClientSecret = "charges-nobody";
    private const string Token = "A21AAstand-in";

    public static void MapPayPal(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<PayPalState>();
        var (vault, orders, captures, refunds) = (new VaultApi(state), new OrdersApi(state), new CapturesApi(state), new RefundsApi(state));
        var (disputes, transactions) = (new DisputesApi(state), new TransactionsApi(state));
        app.MapPost("/v1/oauth2/token", SignInAsync);
        Map(app, HttpMethods.Post, "/v3/vault/setup-tokens", "vault", call => vault.StartSetup(call.Body, call.Context.Origin));
        Map(app, HttpMethods.Post, "/v3/vault/payment-tokens", "vault", call => vault.TakeToken(call.Body));
        Map(app, HttpMethods.Delete, "/v3/vault/payment-tokens/{id}", null, call => vault.Delete(call.Id));
        Map(app, HttpMethods.Post, "/v2/checkout/orders", "orders", call => orders.Create(call.Body, call.Fault, call.IsWhole));
        Map(app, HttpMethods.Get, "/v2/checkout/orders/{id}", null, call => orders.Read(call.Id));
        Map(app, HttpMethods.Get, "/v2/payments/captures/{id}", null, call => captures.Read(call.Id));
        Map(
            app, HttpMethods.Post, "/v2/payments/captures/{id}/refund", "refunds",
            call => refunds.Create(call.Id, call.Body, call.Fault, call.Context.Origin));
        Map(app, HttpMethods.Get, "/v2/payments/refunds/{id}", null, call => refunds.Read(call.Id, call.Context.Origin));
        Map(app, HttpMethods.Get, "/v1/customer/disputes/{id}", null, call => disputes.Read(call.Id));
        Map(app, HttpMethods.Get, "/v1/reporting/transactions", null, call => transactions.Search(new TransactionQuery(
            call.Query("invoice_id"), Time(call.Query("start_date")), Time(call.Query("end_date")), Number(call.Query("page"), 1),
            Number(call.Query("page_size"), 100))));
        MapPayer(app, vault, state);
        ControlEndpoints.Map(app, (captures, refunds, disputes), state);
    }

    private static void Map(WebApplication app, string method, string pattern, string? api, Func<ApiCall, Answer> answer)
        => app.MapMethods(
            pattern, [method],
            context => new ApiCall(context, api, app.Services.GetRequiredService<PayPalState>()).AnswerAsync(answer, $"Bearer {Token}"));

    /// <summary>The page on which the payer decides.</summary>
    private static void MapPayer(WebApplication app, VaultApi vault, PayPalState state)
    {
        app.MapGet(
            "/agreements/approve",
            (string? approval_session_id) => Results.Content(ApprovalPage.Write(approval_session_id), "text/html; charset=utf-8"));
        app.MapPost("/agreements/approve", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            lock (state.Gate)
                return vault.Decide(form["session"], form["decision"] == "approve") is { } next
                    ? Results.Redirect(next.AbsoluteUri)
                    : Results.NotFound();
        });
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"));
        var isKnown = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given) && given.Scheme == "Basic"
            && given.Parameter == expected;
        context.Response.StatusCode = isKnown ? 200 : 401;
        var body = isKnown
            ? new JsonObject { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = 32_400 }
            : new JsonObject { ["error"] = "invalid_client", ["error_description"] = "Client Authentication failed" };
        await context.Response.WriteAsJsonAsync<JsonNode>(body, JsonSerializerOptions.Web);
    }

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text ?? "", CultureInfo.InvariantCulture);

    private static int Number(string? text, int without) => text is null ? without : int.Parse(text, CultureInfo.InvariantCulture);
}
