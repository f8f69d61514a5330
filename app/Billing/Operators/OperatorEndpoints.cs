using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using static Platform.Billing.Operators.OperatorActions;

namespace Platform.Billing.Operators;

/// <summary>The operator's API, below <c>/operator</c>.</summary>
internal static class OperatorEndpoints
{
    public static void MapOperators(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<OperatorOptions>>().Value.IsOn)
            return;
        var desk = app.Services.GetRequiredService<OperatorDesk>();
        MapReading(app, desk, app.Services.GetRequiredService<TimeProvider>());
        MapMoney(app, desk);
        MapMending(app, desk);
    }

    private static void MapReading(WebApplication app, OperatorDesk desk, TimeProvider time)
    {
        app.MapGet("/operator/invoices/{number}.{form}", (HttpContext context, string number, string form) =>
            desk.ReadAsync(context, connection => DocumentReader.InvoiceAsync(context, connection, number, form)));
        app.MapGet("/operator/credit-notes/{number}.{form}", (HttpContext context, string number, string form) =>
            desk.ReadAsync(context, connection => DocumentReader.CreditNoteAsync(context, connection, number, form)));
        app.MapGet("/operator/{list}", (HttpContext context, string list) => desk.ReadAsync(context, async connection =>
            Results.Json<JsonNode>(
                await OperatorLists.ReadAsync(connection, list, context.Request.Query, time.GetUtcNow()), JsonSerializerOptions.Web)));
    }

    private static void MapMoney(WebApplication app, OperatorDesk desk)
    {
        var json = OperatorJson.Default;
        app.MapPost("/operator/adjustments", (HttpContext context) =>
            desk.ActAsync(context, json.Adjust, request => ("adjust usage", request.Sid), AdjustAsync));
        app.MapPost("/operator/credit-notes", (HttpContext context) =>
            desk.ActAsync(context, json.TakeBack, request => ("take back", request.Invoice), TakeBackAsync));
        app.MapPost("/operator/credits", (HttpContext context) =>
            desk.ActAsync(context, json.Credit, request => ("give credit", request.Account), CreditAsync));
        app.MapPut("/operator/customers/{account}/tax", (HttpContext context, string account) =>
            desk.ActAsync(context, json.TaxRate, _ => ("set tax rate", account), (call, request) => TaxRateAsync(call, account, request)));
        app.MapPut("/operator/stored/{sid}/{source}", (HttpContext context, string sid, string source) =>
            desk.ActAsync(
                context, json.Stored, _ => ("set what is kept", $"{sid} {source}"),
                (call, request) => StoreAsync(call, sid, source, request)));
        app.MapPut("/operator/price-indexes/{name}/{month}", (HttpContext context, string name, string month) =>
            desk.ActAsync(
                context, json.IndexValue, _ => ("set price index", $"{name} {month}"),
                (call, request) => IndexAsync(call, name, month, request)));
    }

    private static void MapMending(WebApplication app, OperatorDesk desk)
    {
        var because = OperatorJson.Default.Because;
        app.MapPost("/operator/gateway-counts", (HttpContext context) =>
            desk.ActAsync(context, OperatorJson.Default.GatewayCount, request => ("count at the gateway", request.Sid), GatewayCountAsync));
        app.MapPost("/operator/logs/resume/{*log}", (HttpContext context, string log) =>
            desk.ActAsync(context, because, _ => ("resume log", log), (call, _) => ResumeLogAsync(call, log)));
        app.MapPost("/operator/webhooks/{provider}/{webhook}/release", (HttpContext context, string provider, string webhook) =>
            desk.ActAsync(context, because, _ => ("release webhook", webhook), (call, _) => ReleaseWebhookAsync(call, provider, webhook)));
        app.MapPost("/operator/charges/{charge}/release", (HttpContext context, string charge) =>
            desk.ActAsync(context, because, _ => ("release charge", charge), (call, _) => ReleaseChargeAsync(call, charge)));
        app.MapPost("/operator/refunds/{refund}/retry", (HttpContext context, string refund) =>
            desk.ActAsync(context, because, _ => ("retry refund", refund), (call, _) => RetryRefundAsync(call, refund)));
        app.MapPost("/operator/notices/resend/{*notice}", (HttpContext context, string notice) =>
            desk.ActAsync(context, because, _ => ("resend notice", notice), (call, _) => ResendNoticeAsync(call, notice)));
        app.MapPost("/operator/rating-faults/{sid}/resume", (HttpContext context, string sid) =>
            desk.ActAsync(context, because, _ => ("resume rating", sid), (call, _) => ResumeRatingAsync(call, sid)));
    }
}
