using System.Globalization;
using Platform.Gateway.Backends;
using Platform.Gateway.Calls;
using Platform.Gateway.Forwarding;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/forward-request-policy</summary>
internal sealed class ForwardRequest : PolicyStatement
{
    private readonly IForwarder _forwarder;
    private readonly PolicyValue _timeout;
    private readonly PolicyValue _keepsBody;
    private readonly PolicyValue _failsOnError;

    public ForwardRequest(PolicyElement element) : base(element)
    {
        _forwarder = element.Reading.Services.Forwarder;
        _timeout = element.Optional("timeout") ?? new("300", null);
        _keepsBody = element.Optional("buffer-request-body") ?? new("false", null);
        _failsOnError = element.Optional("fail-on-error-status-code") ?? new("false", null);
        // An answer is passed on as it comes either way
        element.Literal("buffer-response", "true", "false");
        element.Literal("follow-redirects", "false");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (await _keepsBody.IsTrueAsync(call))
            await call.BufferRequestAsync();
        if (call.Response?.Backend is { } previous)
            await previous.AbandonAsync();
        var answer = call.Response = await AskAsync(call);
        return answer.StatusCode >= 400 && await _failsOnError.IsTrueAsync(call)
            ? throw new PolicyFault(answer.StatusCode, "BackendErrorStatusCode", $"The backend answered {answer.StatusCode}.")
            : Flow.Next;
    }

    private async ValueTask<CallResponse> AskAsync(GatewayCall call)
    {
        var pool = call.Backend ?? BackendPool.Of(new("", call.BaseUrl ?? ServiceUrl(call), [], true, true, null));
        if (pool.Next() is not { } backend)
            throw Open(pool);
        var timeout = TimeSpan.FromSeconds(await _timeout.NumberAsync(call));
        try
        {
            var answer = CallResponse.Of(await _forwarder.ForwardAsync(call, backend, Address(backend, call), timeout));
            backend.Breaker?.Count(answer.StatusCode, RetryAfter(answer));
            return answer;
        }
        catch (PolicyFault fault) when (fault.Reason != PolicyFault.CallerGone)
        {
            backend.Breaker?.Count(fault.Status, null);
            throw;
        }
    }

    private static PolicyFault Open(BackendPool pool)
    {
        var fault = new PolicyFault(
            503, "BackendCircuitOpen", $"The backend '{pool.Id}' is left alone, as it failed too often.", "Service Unavailable");
        fault.Headers.Add(("Retry-After", $"{(int)Math.Ceiling(pool.OpenFor.TotalSeconds)}"));
        return fault;
    }

    private static TimeSpan? RetryAfter(CallResponse answer)
        => int.TryParse(answer.Fields.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static Uri ServiceUrl(GatewayCall call) => call.Api?.ServiceUrl is { } url
        ? new Uri($"{url.Scheme}://{url.Host}:{url.Port}{url.Path}")
        : throw new PolicyFault(
            500, "BackendNotFound", "The API has no service URL, and no policy names a backend.", "Internal server error");

    private static Uri Address(Backend backend, GatewayCall call)
        => new($"{backend.Prefix}{call.BackendPath.TrimStart('/')}{call.BackendQuery}");
}
