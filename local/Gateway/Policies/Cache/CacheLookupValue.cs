using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Cache;

/// <summary>https://learn.microsoft.com/azure/api-management/cache-lookup-value-policy</summary>
internal sealed class CacheLookupValue : PolicyStatement
{
    private readonly ValueCache _cache;
    private readonly PolicyValue _key;
    private readonly PolicyValue? _default;
    private readonly string _variable;

    public CacheLookupValue(PolicyElement element) : base(element)
    {
        _cache = element.Reading.Services.Values;
        (_key, _default, _variable) = (
            element.Required("key"), element.Optional("default-value"), element.RequiredLiteral("variable-name"));
        element.Literal("caching-type", "prefer-external", "internal");
    }

    // "If lookup results in a miss, the variable will not be set", unless there is a default
    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (_cache.TryFind(await _key.TextAsync(call), out var value))
            call.Variables[_variable] = value!;
        else if (_default is not null)
            call.Variables[_variable] = (await _default.GetAsync(call))!;
        return Flow.Next;
    }
}
