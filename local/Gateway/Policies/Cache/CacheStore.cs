using Platform.Gateway.Calls;
using Platform.Gateway.Model;

namespace Platform.Gateway.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-store-policy</summary>
internal sealed class CacheStore(PolicyElement element) : PolicyStatement(element)
{
    private readonly GatewayServices _services = element.Reading.Services;
    private readonly PolicyValue _duration = element.Required("duration");
    private readonly PolicyValue? _store = element.Optional("cache-response");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call is not { CacheKey: { } key, Response: { } answer }
            || !(_store is null ? answer.StatusCode == 200 : await _store.IsTrueAsync(call)))
            return Flow.Next;
        // "Maximum cached response size"
        if (answer.Fields.ContentLength > ServiceLimits.CachedBytes)
            return Flow.Next;
        await answer.BufferAsync(call.Http.RequestAborted);
        if (answer.Content!.Length > ServiceLimits.CachedBytes)
            return Flow.Next;
        var until = _services.Clock.GetUtcNow().AddSeconds(await _duration.NumberAsync(call));
        _services.Cache.Store(key, new(
            answer.StatusCode, answer.StatusReason,
            [.. answer.Fields.Select(each => KeyValuePair.Create<string, string[]>(each.Key, [.. each.Value!]))],
            answer.Content!, until));
        return Flow.Next;
    }
}
