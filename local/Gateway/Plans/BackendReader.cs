using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Platform.Gateway.Backends;
using Platform.Gateway.Policies;

namespace Platform.Gateway.Plans;

/// <summary>The backends and pools of a plan.</summary>
internal static partial class BackendReader
{
    public static Dictionary<string, BackendPool> Read(PlanDocument plan, NamedValues namedValues, TimeProvider clock)
    {
        var pools = new Dictionary<string, BackendPool>();
        var singles = new Dictionary<string, Backend>();
        foreach (var resource in plan.Of("Backend").Where(each => !IsPool(each)))
        {
            var backend = Single(resource, namedValues, clock);
            singles[backend.Id] = backend;
            pools[backend.Id] = BackendPool.Of(backend);
        }

        foreach (var resource in plan.Of("Backend").Where(IsPool))
            pools[resource.Required("backendId")] = Pool(resource, singles);
        return pools;
    }

    private static bool IsPool(PlannedResource resource) => "Pool".Equals(resource.Text("type"), StringComparison.OrdinalIgnoreCase);

    private static Backend Single(PlannedResource resource, NamedValues namedValues, TimeProvider clock)
    {
        var headers = new List<(string, string)>();
        if (resource.Inputs.TryGetProperty("credentials", out var credentials))
            foreach (var kind in credentials.EnumerateObject())
                if (kind.Name == "header")
                    headers.AddRange(kind.Value.EnumerateObject().SelectMany(header => header.Value.EnumerateArray().Select(value =>
                        (header.Name, Fill(resource, value.GetString()!, namedValues)))));
                else
                    throw new GatewayStartException($"{resource.Path}: credentials by '{kind.Name}' are not known here; allowed: header");
        var tls = resource.Inputs.TryGetProperty("tls", out var found) ? found : default;
        return new(
            resource.Required("backendId"), new Uri(resource.Required("url")), headers, Flag(tls, "validateCertificateChain"),
            Flag(tls, "validateCertificateName"), Breaker(resource, clock));
    }

    private static bool Flag(JsonElement tls, string name)
        => tls.ValueKind != JsonValueKind.Object || !tls.TryGetProperty(name, out var flag) || flag.GetBoolean();

    private static CircuitBreaker? Breaker(PlannedResource resource, TimeProvider clock)
    {
        if (!resource.Inputs.TryGetProperty("circuitBreaker", out var breaker))
            return null;
        var rule = breaker.GetProperty("rules").EnumerateArray().Single();
        var failure = rule.GetProperty("failureCondition");
        foreach (var unknown in failure.EnumerateObject().Where(each => each.Name is not ("count" or "interval" or "statusCodeRanges")))
            throw new GatewayStartException(
                $"{resource.Path}: '{unknown.Name}' of a failureCondition is not known here; allowed: count, interval, statusCodeRanges");
        return new(new(
            failure.GetProperty("count").GetInt32(), XmlConvert.ToTimeSpan(failure.GetProperty("interval").GetString()!),
            XmlConvert.ToTimeSpan(rule.GetProperty("tripDuration").GetString()!),
            rule.TryGetProperty("acceptRetryAfter", out var accept) && accept.GetBoolean(),
            [.. failure.GetProperty("statusCodeRanges").EnumerateArray().Select(
                each => (each.GetProperty("min").GetInt32(), each.GetProperty("max").GetInt32()))]),
            clock);
    }

    private static BackendPool Pool(PlannedResource resource, Dictionary<string, Backend> singles)
    {
        var members = resource.Inputs.GetProperty("pool").GetProperty("services").EnumerateArray().Select(each =>
        {
            var id = each.GetProperty("id").GetString()!.Split('/')[^1];
            return singles.TryGetValue(id, out var backend)
                ? new BackendPool.Member(backend, Number(each, "priority"), Number(each, "weight"))
                : throw new GatewayStartException(
                    $"{resource.Path}: there is no backend '{id}'; there are: {string.Join(", ", singles.Keys.Order())}");
        });
        return new(resource.Required("backendId"), [.. members]);
    }

    private static int Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : 1;

    private static string Fill(PlannedResource resource, string text, NamedValues namedValues)
        => Place().Replace(text, match => namedValues.Get(match.Groups[1].Value, message => new($"{resource.Path}: {message}")));

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Place();
}
