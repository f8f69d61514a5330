using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-lookup-policy</summary>
internal sealed class CacheLookup : PolicyStatement
{
    private readonly ResponseCache _cache;
    private readonly PolicyValue _byDeveloper;
    private readonly PolicyValue _private;
    private readonly PolicyChoice _downstream;
    private readonly PolicyValue _mustRevalidate;
    private readonly string[] _headers;
    private readonly string[]? _parameters;

    public CacheLookup(PolicyElement element) : base(element)
    {
        _cache = element.Reading.Services.Cache;
        _byDeveloper = element.Required("vary-by-developer");
        // Subscribers here have no groups
        element.Required("vary-by-developer-groups");
        element.Literal("caching-type", "prefer-external", "internal");
        _private = element.Optional("allow-private-response-caching") ?? new("false", null);
        _downstream = element.Choice("downstream-caching-type", "none", "private", "public");
        _mustRevalidate = element.Optional("must-revalidate") ?? new("true", null);
        _headers = [.. element.Children("vary-by-header").Select(each => each.LiteralText())];
        var named = element.Children("vary-by-query-parameter").Select(each => each.LiteralText()).ToArray();
        _parameters = named.Length == 0 ? null : [.. named.SelectMany(each => each.Split(';', StringSplitOptions.TrimEntries))];
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Method != "GET" || call.Http.Request.Headers.ContainsKey("Authorization") && !await _private.IsTrueAsync(call))
            return Flow.Next;
        var (downstream, mustRevalidate) = (await _downstream.GetAsync(call), await _mustRevalidate.IsTrueAsync(call));
        call.OnSend.Add(headers => headers.CacheControl = downstream == "none"
            ? "no-store, must-revalidate, no-cache"
            : mustRevalidate ? $"{downstream}, must-revalidate" : downstream);
        call.CacheKey = await KeyAsync(call);
        if (_cache.Find(call.CacheKey) is not { } kept)
            return Flow.Next;
        call.Response = new() { StatusCode = kept.StatusCode, StatusReason = kept.Reason };
        foreach (var (name, values) in kept.Headers)
            call.Response.Fields[name] = values;
        call.Response.Write(kept.Content);
        call.CacheKey = null;
        return Flow.Answered;
    }

    private async ValueTask<string> KeyAsync(GatewayCall call)
    {
        var query = call.OriginalUrl.Query;
        var keyNames = call.Api!.SubscriptionKeyParameterNames;
        var parameters = (_parameters ?? query.Keys)
            .Where(name => !name.Equals(keyNames.Query, StringComparison.OrdinalIgnoreCase)).Order();
        return string.Join('\n', [
            call.Api.Id, call.OriginalUrl.Path, await _byDeveloper.IsTrueAsync(call) ? Developer(call) : "",
            .. parameters.Select(name => $"?{name}={query.GetValueOrDefault(name, "")}"),
            .. _headers.Select(name => $"{name}:{call.Headers.GetValueOrDefault(name, "")}"),
        ]);
    }

    // The account that owns the subscription; one of the plan's has no owner and stands for itself
    private static string Developer(GatewayCall call) => call.Subscription?.OwnerId ?? call.Subscription?.Id ?? "";
}
