using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>A call of the API: its credential, its request id, its faults.</summary>
internal sealed class ApiCall(HttpContext context, string? api, PayPalState state)
{
    private const int LongestId = 108;

    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(1);

    public HttpContext Context => context;

    public JsonNode? Body { get; private set; }

    public Fault? Fault { get; private set; }

    public string Id => (string)context.Request.RouteValues["id"]!;

    public string? Query(string name) => context.Request.Query[name];

    public async Task AnswerAsync(Func<ApiCall, Answer> answer, string credential)
    {
        if (context.Request.Headers.Authorization != credential)
        {
            await WriteAsync(PayPalAnswer.Error(
                401, "AUTHENTICATION_FAILURE",
                "Authentication failed due to missing authorization header, or invalid authentication credentials."));
            return;
        }

        if (!await TryReadAsync())
            return;
        Fault = MockedFault() ?? state.Faults.Take(context.Request.Path);
        var id = RequestId;
        if (api is not null && id.Length > 0 && !state.RequestIds.TryBegin(api, id))
        {
            await WriteAsync(PayPalAnswer.Conflict(
                "PREVIOUS_REQUEST_IN_PROGRESS",
                "A previous request on this resource is currently in progress. Please wait for some time and try again."));
            return;
        }

        try
        {
            await ActAsync(answer);
        }
        catch (OperationCanceledException)
        {
            // The caller is gone
        }
        finally
        {
            state.RequestIds.End(api ?? "", id);
        }
    }

    private string RequestId => context.Request.Headers["PayPal-Request-Id"].ToString();

    /// <summary>Whether the caller wants the whole resource.</summary>
    public bool IsWhole => context.Request.Headers["Prefer"].ToString() == "return=representation";

    private async Task ActAsync(Func<ApiCall, Answer> answer)
    {
        if (Fault == Http.Fault.HeldBefore)
            await state.Faults.HoldAsync(context.RequestAborted);
        if (Fault == Http.Fault.Delay)
            await Task.Delay(_delay, context.RequestAborted);
        var result = Fault switch
        {
            Http.Fault.ErrorBefore => PayPalAnswer.Error(500, "INTERNAL_SERVER_ERROR", "An internal server error has occurred."),
            Http.Fault.TooMany => PayPalAnswer.Error(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
            _ => Once(answer),
        };
        if (Fault == Http.Fault.HeldAfter)
            await state.Faults.HoldAsync(context.RequestAborted);
        if (Fault == Http.Fault.AnswerLost)
            context.Abort();
        else
            await WriteAsync(result);
    }

    /// <summary>The same request id gives the first answer again, and no second effect.</summary>
    private Answer Once(Func<ApiCall, Answer> answer)
    {
        var (id, body) = (RequestId, Body?.ToJsonString() ?? "");
        lock (state.Gate)
        {
            if (api == "orders" && id.Length == 0)
                return PayPalAnswer.Invalid(
                    "PAYPAL_REQUEST_ID_REQUIRED", "A PayPal-Request-Id is required if you are trying to process payment for an Order.");
            if (id.Length > LongestId)
                return PayPalAnswer.Invalid("INVALID_STRING_LENGTH", "The value of a field is either too short or too long.");
            if (api is not null && id.Length > 0 && state.RequestIds.Find(api, id) is { } before)
                return api == "vault" && before.Body != body
                    ? PayPalAnswer.Unprocessable(
                        "PAYPAL_REQUEST_ID_PREVIOUSLY_USED", "PayPal-Request-Id was used before with another request.")
                    : before.Answer with { Status = before.Answer.Status == 201 ? 200 : before.Answer.Status };
            var made = answer(this);
            if (api is not null && id.Length > 0 && made.Status < 300)
                state.RequestIds.Keep(api, id, (made, body));
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
            await WriteAsync(PayPalAnswer.Invalid("MALFORMED_REQUEST_JSON", "The request JSON is not well formed."));
            return false;
        }
    }

    /// <summary>As PayPal's own sandbox has it.</summary>
    /// <seealso href="https://developer.paypal.com/tools/sandbox/negative-testing/request-headers/"/>
    private Fault? MockedFault()
    {
        var header = context.Request.Headers["PayPal-Mock-Response"].ToString();
        return header.Length > 0 && (string?)JsonNode.Parse(header)?["mock_application_codes"] == "INSTRUMENT_DECLINED"
            ? Http.Fault.Declined
            : null;
    }

    private async Task WriteAsync(Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Body is not null)
            await context.Response.WriteAsJsonAsync(answer.Body, JsonSerializerOptions.Web);
    }
}
