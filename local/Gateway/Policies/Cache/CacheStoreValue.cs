using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-store-value-policy</summary>
internal sealed class CacheStoreValue : PolicyStatement
{
    private readonly ValueCache _cache;
    private readonly PolicyValue _key;
    private readonly PolicyValue _value;
    private readonly PolicyValue _duration;

    public CacheStoreValue(PolicyElement element) : base(element)
    {
        _cache = element.Reading.Services.Values;
        (_key, _value, _duration) = (element.Required("key"), element.Required("value"), element.Required("duration"));
        element.Literal("caching-type", "prefer-external", "internal");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var time = TimeSpan.FromSeconds(await _duration.NumberAsync(call));
        _cache.Store(await _key.TextAsync(call), await _value.GetAsync(call), time);
        return Flow.Next;
    }
}
