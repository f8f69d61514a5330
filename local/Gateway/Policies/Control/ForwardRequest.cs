using Platform.Gateway.Backends;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/forward-request-policy</summary>
internal sealed class ForwardRequest : PolicyStatement
{
    private readonly IForwarder _forwarder;
    private readonly TimeSpan _timeout;
    private readonly bool _keepsBody;
    private readonly bool _failsOnError;

    public ForwardRequest(PolicyElement element) : base(element)
    {
        _forwarder = element.Reading.Services.Forwarder;
        _timeout = TimeSpan.FromSeconds(element.Number("timeout") ?? 300);
        _keepsBody = element.Literal("buffer-request-body", "false", "true") == "true";
        _failsOnError = element.Literal("fail-on-error-status-code", "false", "true") == "true";
        // An answer is passed on as it comes either way
        element.Literal("buffer-response", "true", "false");
        element.Literal("follow-redirects", "false");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (_keepsBody)
            await call.BufferRequestAsync();
        if (call.Response?.Backend is { } previous)
            await previous.AbandonAsync();
        var answer = await AskAsync(call);
        call.Response = new() { StatusCode = answer.StatusCode, Backend = answer };
        if (!string.IsNullOrEmpty(answer.Reason))
            call.Response.StatusReason = answer.Reason;
        foreach (var (name, values) in answer.Headers)
            call.Response.Fields.Append(name, values.ToArray());
        return _failsOnError && answer.StatusCode >= 400
            ? throw new PolicyFault(answer.StatusCode, "BackendErrorStatusCode", $"The backend answered {answer.StatusCode}.")
            : Flow.Next;
    }

    private async ValueTask<BackendAnswer> AskAsync(GatewayCall call)
    {
        var pool = call.Backend ?? BackendPool.Of(new("", call.BaseUrl ?? ServiceUrl(call), [], true, true, null));
        if (pool.Next() is not { } backend)
            throw Open(pool);
        try
        {
            var answer = await _forwarder.ForwardAsync(call, backend, Address(backend.Url, call), _timeout);
            backend.Breaker?.Count(answer.StatusCode, RetryAfter(answer));
            return answer;
        }
        catch (PolicyFault fault)
        {
            backend.Breaker?.Count(fault.Status, null);
            throw;
        }
    }

    private static PolicyFault Open(BackendPool pool)
    {
        var fault = new PolicyFault(503, "BackendCircuitOpen", $"The backend '{pool.Id}' is left alone, as it failed too often.", "Service Unavailable");
        fault.Headers.Add(("Retry-After", $"{(int)Math.Ceiling(pool.OpenFor.TotalSeconds)}"));
        return fault;
    }

    private static TimeSpan? RetryAfter(BackendAnswer answer) =>
        answer.Headers.FirstOrDefault(each => each.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } text
        && int.TryParse(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static Uri ServiceUrl(GatewayCall call) => call.Api?.ServiceUrl is { } url
        ? new Uri($"{url.Scheme}://{url.Host}:{url.Port}{url.Path}")
        : throw new PolicyFault(500, "BackendNotFound", "The API has no service URL, and no policy names a backend.", "Internal server error");

    private static Uri Address(Uri baseUrl, GatewayCall call) =>
        new($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{call.BackendPath.TrimStart('/')}{call.BackendQuery}");
}
