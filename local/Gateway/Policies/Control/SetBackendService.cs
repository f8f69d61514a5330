using Platform.Gateway.Backends;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/set-backend-service-policy</summary>
internal sealed class SetBackendService : PolicyStatement
{
    private readonly PolicyValue? _url;
    private readonly PolicyValue? _id;
    private readonly IReadOnlyDictionary<string, BackendPool> _backends;

    public SetBackendService(PolicyElement element) : base(element)
    {
        _backends = element.Reading.Resources.Backends;
        (_url, _id) = (element.Optional("base-url"), element.Optional("backend-id"));
        if (_url is null == _id is null)
            throw element.Position.Error("<set-backend-service> has either a base-url or a backend-id");
        if (_id?.Literal is { } id && !_backends.ContainsKey(id))
            throw element.Position.Error($"there is no backend '{id}'; there are: {string.Join(", ", _backends.Keys.Order())}");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (_url is not null)
            (call.Backend, call.BaseUrl) = (null, new Uri(await _url.TextAsync(call)));
        else if (_backends.TryGetValue(await _id!.TextAsync(call), out var backend))
            (call.Backend, call.BaseUrl) = (backend, null);
        else
            throw new PolicyFault(500, "BackendNotFound", $"There is no backend '{await _id.TextAsync(call)}'.", "Internal server error");
        return Flow.Next;
    }
}
