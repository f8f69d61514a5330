using System.Text.Json;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>A call of Stripe's API: its credential, its idempotency key, its faults. Bodies are forms.</summary>
internal sealed class StripeCall(HttpContext context, StripeState state, Faults faults)
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(1);

    private IFormCollection? _form;

    public HttpContext Context => context;

    public Fault? Fault { get; private set; }

    public string Id => (string)context.Request.RouteValues["id"]!;

    /// <summary>A parameter of the form or the address; empty without one.</summary>
    public string Parameter(string name)
        => _form?[name].ToString() is { Length: > 0 } value ? value : context.Request.Query[name].ToString();

    public async Task AnswerAsync(Func<StripeCall, Answer> answer, string credential)
    {
        if (context.Request.Headers.Authorization != credential)
        {
            await WriteAsync(StripeAnswer.Error(401, "invalid_request_error", "Invalid API Key provided: sk_test_********"));
            return;
        }

        if (context.Request.HasFormContentType)
            _form = await context.Request.ReadFormAsync(context.RequestAborted);
        // A search is not what was to fail where its path begins as that of payments does
        Fault = HttpMethods.IsPost(context.Request.Method) ? faults.Take(context.Request.Path) : null;
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 0 && !TryBegin(key))
        {
            await WriteAsync(StripeAnswer.Error(
                409, "idempotency_error", "There is currently another in-progress request using this Idempotent Key.",
                "idempotency_key_in_use"));
            return;
        }

        try
        {
            await ActAsync(answer, key);
        }
        catch (OperationCanceledException)
        {
            // The caller is gone
        }
        finally
        {
            lock (state.Gate)
                state.Running.Remove(key);
        }
    }

    private bool TryBegin(string key)
    {
        lock (state.Gate)
            return state.Running.Add(key);
    }

    private async Task ActAsync(Func<StripeCall, Answer> answer, string key)
    {
        if (Fault == Http.Fault.HeldBefore)
            await faults.HoldAsync(context.RequestAborted);
        if (Fault == Http.Fault.Delay)
            await Task.Delay(_delay, context.RequestAborted);
        var result = Fault switch
        {
            Http.Fault.ErrorBefore => StripeAnswer.Error(500, "api_error", "An unknown error occurred"),
            Http.Fault.TooMany => StripeAnswer.Error(429, "invalid_request_error", "Request rate limit exceeded.", "rate_limit"),
            _ => Once(answer, key),
        };
        if (Fault == Http.Fault.HeldAfter)
            await faults.HoldAsync(context.RequestAborted);
        if (Fault == Http.Fault.AnswerLost)
            context.Abort();
        else
            await WriteAsync(result);
    }

    /// <summary>The same key gives the first answer again, whatever that was; with other parameters it is an error.</summary>
    private Answer Once(Func<StripeCall, Answer> answer, string key)
    {
        var parameters = string.Join(
            '&',
            (_form ?? FormCollection.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        lock (state.Gate)
        {
            if (key.Length > 0 && state.Keys.TryGetValue(key, out var before) && state.Now - before.At < StripeState.KeyLives)
                return before.Parameters == parameters
                    ? before.Answer
                    : StripeAnswer.Error(
                        400, "idempotency_error",
                        $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a "
                        + $"key other than '{key}' if you meant to execute a different request.");
            var made = answer(this);
            if (key.Length > 0)
                state.Keys[key] = (parameters, made, state.Now);
            return made;
        }
    }

    private async Task WriteAsync(Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsJsonAsync(answer.Body, JsonSerializerOptions.Web);
    }
}
