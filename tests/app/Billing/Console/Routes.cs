using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Billing.Tests.Console;

/// <summary>All that the console answers, as it is mapped: a new route is walked without being named here.</summary>
internal static class Routes
{
    public static IReadOnlyList<(string Verb, string Pattern)> Of(ConsoleHost host)
    => [
        .. host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal))
            .Select(
                endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET", endpoint.RoutePattern.RawText!)),
    ];

    /// <summary>Pages that need no id.</summary>
    public static IEnumerable<string> Pages(ConsoleHost host)
    => [
        .. Of(host).Where(route => route.Verb == "GET" && !route.Pattern.Contains('{')
        && !route.Pattern.EndsWith(".svg", StringComparison.Ordinal) && route.Pattern != "/console/sign-up")
            .Select(route => route.Pattern),
        "/console/try/iris", "/console/try/tensors", "/console/operator/customers", "/console/operator/invoices", "/console/operator/audit",
    ];

    /// <summary>With ids in the place of what is in braces.</summary>
    /// <exception cref="InvalidOperationException">A part has no id: whoever maps such a route says here what is another's.</exception>
    public static string Fill(string pattern, string number, string method, string request)
    {
        var path = pattern.Replace("{number}.{form}", $"{number}.html").Replace(
            "{id}", pattern.Contains("/requests/", StringComparison.Ordinal) ? request : method)
            .Replace("{which:alpha}", "primary").Replace("{purpose}", "monitoring").Replace("{model}", "iris").Replace(
                "{list}", "customers").Replace("{charge}", "ch-1")
            .Replace("{hash}/{name}", "0/console.css").Replace("{**path}", "elsewhere");
        return path.Contains('{')
            ? throw new InvalidOperationException($"'{pattern}' has a part that the walk of all routes has no value for; add one")
            : path;
    }
}
