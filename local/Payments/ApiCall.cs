using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Payments;

/// <summary>A call of the API: its credential, its request id, its faults.</summary>
internal sealed class ApiCall(HttpContext context, string? api, PayPalState state)
{
    public HttpContext Context => context;

    public JsonNode? Body { get; private set; }

    public Fault? Fault { get; private set; }

    public string Id => (string)context.Request.RouteValues["id"]!;

    public string? Query(string name) => context.Request.Query[name];

    public async Task AnswerAsync(Func<ApiCall, Answer> answer, string credential)
    {
        if (context.Request.Headers.Authorization != credential)
        {
            await WriteAsync(Answer.Error(401, "AUTHENTICATION_FAILURE", "Authentication failed due to missing authorization header, or invalid authentication credentials."));
            return;
        }

        if (!await TryReadAsync())
            return;
        Fault = MockedFault() ?? state.Faults.Take(context.Request.Path);
        var result = Fault switch
        {
            Payments.Fault.ErrorBefore => Answer.Error(500, "INTERNAL_SERVER_ERROR", "An internal server error has occurred."),
            Payments.Fault.TooMany => Answer.Error(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
            _ => Once(answer),
        };
        if (Fault == Payments.Fault.AnswerLost)
            context.Abort();
        else
            await WriteAsync(result);
    }

    /// <summary>The same request id gives the first answer again, and no second effect.</summary>
    private Answer Once(Func<ApiCall, Answer> answer)
    {
        var id = context.Request.Headers["PayPal-Request-Id"].ToString();
        lock (state.Gate)
        {
            if (api == "orders" && id.Length == 0)
                return Answer.Invalid("PAYPAL_REQUEST_ID_REQUIRED", "A PayPal-Request-Id is required if you are trying to process payment for an Order.");
            if (api is not null && id.Length > 0 && state.RequestIds.Find(api, id) is { } before)
                return before with { Status = before.Status == 201 ? 200 : before.Status };
            var made = answer(this);
            if (api is not null && id.Length > 0 && made.Status < 300)
                state.RequestIds.Keep(api, id, made);
            return made;
        }
    }

    private async Task<bool> TryReadAsync()
    {
        if (context.Request.ContentLength is null or 0)
            return true;
        try
        {
            Body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return true;
        }
        catch (JsonException)
        {
            await WriteAsync(Answer.Invalid("MALFORMED_REQUEST_JSON", "The request JSON is not well formed."));
            return false;
        }
    }

    /// <summary>As PayPal's own sandbox has it.</summary>
    /// <seealso href="https://developer.paypal.com/tools/sandbox/negative-testing/request-headers/"/>
    private Fault? MockedFault()
    {
        var header = context.Request.Headers["PayPal-Mock-Response"].ToString();
        return header.Length > 0 && (string?)JsonNode.Parse(header)?["mock_application_codes"] == "INSTRUMENT_DECLINED" ? Payments.Fault.Declined : null;
    }

    private async Task WriteAsync(Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Body is not null)
            await context.Response.WriteAsJsonAsync(answer.Body, JsonSerializerOptions.Web);
    }
}
