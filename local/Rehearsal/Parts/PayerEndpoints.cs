using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Payments.PayPal;

namespace Platform.Rehearsal.Parts;

/// <summary>The payers' side of the payment provider: whose bank refuses, and what was taken.</summary>
internal static class PayerEndpoints
{
    public const string Captures = "/rehearsal/captures", Refusals = "/rehearsal/refusals";

    /// <summary>How the provider's sandbox is told to decline.</summary>
    /// <seealso href="https://developer.paypal.com/tools/sandbox/negative-testing/request-headers/"/>
    private const string MockHeader = "PayPal-Mock-Response", Decline = """{"mock_application_codes":"INSTRUMENT_DECLINED"}""";

    public static void MapPayers(this WebApplication app)
    {
        var refusing = new ConcurrentDictionary<string, bool>();
        app.Use(async (context, next) =>
        {
            if (context.Request.Path == "/v2/checkout/orders" && refusing.ContainsKey(await TokenOfAsync(context.Request)))
                context.Request.Headers[MockHeader] = Decline;
            await next(context);
        });
        app.MapPost($"{Refusals}/{{token}}", (string token, bool refuses) =>
            _ = refuses ? refusing.TryAdd(token, true) : refusing.TryRemove(token, out _));
        app.MapGet(Captures, () =>
        {
            var state = app.Services.GetRequiredService<PayPalState>();
            lock (state.Gate)
                return Results.Json(state.Captures.Select(
                    capture => View(capture, [.. state.Refunds.Where(refund => refund.Capture == capture)])).ToArray());
        });
    }

    private static CaptureView View(Capture capture, Refund[] refunds) => new(
        capture.Id, capture.Invoice, capture.Status, capture.Currency, Micros(capture.Amount),
        Micros(refunds.Where(refund => refund.Status == "COMPLETED").Sum(refund => refund.Amount)),
        Array.ConvertAll(refunds, refund => refund.Id));

    private static long Micros(decimal amount) => (long)(amount * 1_000_000);

    private static async Task<string> TokenOfAsync(HttpRequest request)
    {
        request.EnableBuffering();
        try
        {
            return (string?)(await JsonNode.ParseAsync(request.Body))?["payment_source"]?["paypal"]?["vault_id"] ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
        finally
        {
            request.Body.Position = 0;
        }
    }
}
