using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Gateway.Management;

/// <summary>What the platform asks of the resource manager: https://learn.microsoft.com/rest/api/apimanagement/</summary>
internal sealed class ManagementPlane(ManagementState state, string token, TimeProvider clock)
{
    public const string ApiVersion = "2024-05-01";

    private readonly UserResource _users = new(state, clock);
    private readonly SubscriptionResource _subscriptions = new(state, clock);
    private readonly ProductResource _products = new(state);
    private readonly QuotaResource _quotas = new(state);
    private readonly ReportResource _reports = new(state);

    /// <summary><c>/subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.ApiManagement/service/{name}/…</c></summary>
    public static bool IsManagement(PathString path) => Split(path) is not null;

    public async Task HandleAsync(HttpContext http)
    {
        var (service, resource) = Split(http.Request.Path)!.Value;
        var request = new ManagementRequest(http, service, resource);
        try
        {
            Authorize(http);
            await RouteAsync(request);
        }
        catch (ManagementFault fault)
        {
            await request.AnswerAsync(fault.Status, new()
            {
                ["error"] = new JsonObject { ["code"] = fault.Code, ["message"] = fault.Message, ["details"] = null },
            });
        }
    }

    private Task RouteAsync(ManagementRequest request) => request.Resource switch
    {
        ["users"] when request.Method == "GET" => _users.ListAsync(request),
        ["users", var id] => _users.HandleAsync(request, id),
        ["subscriptions"] when request.Method == "GET" => _subscriptions.ListAsync(request),
        ["subscriptions", var id] => _subscriptions.HandleAsync(request, id),
        ["subscriptions", var id, var action] when request.Method == "POST" => _subscriptions.ActAsync(request, id, action),
        ["products"] when request.Method == "GET" => _products.ListAsync(request),
        ["products", var id] when request.Method == "GET" => _products.GetAsync(request, id),
        ["quotas", var key] => _quotas.HandleAsync(request, key),
        ["reports", "bySubscription"] when request.Method == "GET" => _reports.BySubscriptionAsync(request),
        _ => throw new ManagementFault(
            404, "ResourceNotFound",
            $"{request.Method} {string.Join('/', request.Resource)} is not among what this management plane knows."),
    };

    private void Authorize(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is { } caller && !IPAddress.IsLoopback(caller))
            throw new ManagementFault(403, "AuthorizationFailed", "The management plane answers this machine alone.");
        var given = http.Request.Headers.Authorization.ToString();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes($"Bearer {token}")))
            throw new ManagementFault(
                401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or invalid.");
        if (http.Request.Query["api-version"] is var version && version != ApiVersion)
            throw new ManagementFault(
                400, "InvalidApiVersionParameter", $"The api-version '{version}' is invalid. The supported versions are '{ApiVersion}'.");
    }

    private static (string Service, string[] Resource)? Split(PathString path) => path.Value?.Split('/') is
        ["", var subscriptions, _, var groups, _, var providers, var provider, var service, _, .. { Length: > 0 } rest]
        && Is(subscriptions, "subscriptions") && Is(groups, "resourceGroups") && Is(providers, "providers")
        && Is(provider, "Microsoft.ApiManagement") && Is(service, "service")
        ? (string.Join('/', path.Value.Split('/')[..9]), rest)
        : null;

    private static bool Is(string given, string name) => given.Equals(name, StringComparison.OrdinalIgnoreCase);
}
