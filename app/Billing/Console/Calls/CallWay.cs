using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Calls;

/// <summary>The API, under one subscription.</summary>
internal sealed record CallWay(ApiCaller Caller, string Sid)
{
    /// <exception cref="Gateway.GatewayException">The key cannot be read.</exception>
    public Task<CallAnswer> CallAsync(string path, JsonNode body, CancellationToken cancellationToken)
        => Caller.CallAsync(Sid, path, body, cancellationToken);

    /// <exception cref="Gateway.GatewayException">The key cannot be read.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public Task<HttpResponseMessage> StreamAsync(string path, JsonNode body, CancellationToken cancellationToken)
        => Caller.StreamAsync(Sid, path, body, cancellationToken);
}
