using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-remove-value-policy</summary>
internal sealed class CacheRemoveValue : PolicyStatement
{
    private readonly ValueCache _cache;
    private readonly PolicyValue _key;

    public CacheRemoveValue(PolicyElement element) : base(element)
    {
        (_cache, _key) = (element.Reading.Services.Values, element.Required("key"));
        element.Literal("caching-type", "prefer-external", "internal");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        _cache.Remove(await _key.TextAsync(call));
        return Flow.Next;
    }
}
