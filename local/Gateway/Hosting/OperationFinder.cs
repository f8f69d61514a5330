using Platform.Gateway.Calls;
using Platform.Gateway.Model;

namespace Platform.Gateway.Hosting;

/// <summary>Which operation of which API an address is of.</summary>
/// <param name="apis">Those with longer paths first.</param>
internal sealed class OperationFinder(IReadOnlyList<Api> apis)
{
    /// <exception cref="PolicyFault">Of none.</exception>
    public void Find(GatewayCall call)
    {
        var path = call.Http.Request.Path.Value ?? "/";
        var preflight = call.Method == "OPTIONS" ? call.Http.Request.Headers.AccessControlRequestMethod.ToString() : "";
        foreach (var api in apis)
        {
            if (!IsBelow(api, path))
                continue;
            var rest = path[api.Prefix.Length..];
            if ((Find(api, call.Method, rest) ?? (preflight.Length > 0 ? Find(api, preflight, rest) : null)) is not { } operation)
                break;
            (call.Api, call.Operation) = (api, operation);
            (call.MatchedPath, call.BackendPath) = (rest, PathText.Encode(rest));
            call.BackendQuery = call.Http.Request.QueryString.Value ?? "";
            return;
        }

        throw new PolicyFault(404, "OperationNotFound", "Unable to match incoming request to an operation.", "Resource not found")
        {
            Step = "configuration",
        };
    }

    private static bool IsBelow(Api api, string path) => path.StartsWith(api.Prefix, StringComparison.OrdinalIgnoreCase)
        && (path.Length == api.Prefix.Length || path[api.Prefix.Length] == '/');

    private static Operation? Find(Api api, string method, string rest)
    {
        foreach (var operation in api.Operations)
            if (operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && operation.Matches(rest))
                return operation;
        return null;
    }
}
