using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>
/// What a limit says of single APIs and operations, by id or name: limits of their own, besides the one that they stand in.
/// </summary>
internal sealed class LimitScopes<T>
{
    private readonly Entry[] _apis;

    public LimitScopes(PolicyElement element, Func<PolicyElement, T> read)
    {
        _apis = [.. element.Children("api").Select(api => Read(
            api, read, [.. api.Children("operation").Select(operation => Read(operation, read, []))]))];
        if (_apis.Length > 0 && element.Reading.Scope != "product")
            throw element.Position.Error(
                $"<{element.Name}> has an <api> in the policy of a scope {element.Reading.Scope}; allowed: product");
    }

    /// <summary>Those that hold for a call, with a key each.</summary>
    public IEnumerable<(string Key, T Limit)> Of(GatewayCall call)
    {
        foreach (var api in _apis)
        {
            if (call.Api is not { } called || !api.Is(called.Id, called.Name))
                continue;
            yield return ($"api {called.Id}", api.Limit);
            foreach (var operation in api.Operations)
                if (call.Operation is { } performed && operation.Is(performed.Id, performed.Name))
                    yield return ($"api {called.Id} {performed.Id}", operation.Limit);
        }
    }

    private static Entry Read(PolicyElement element, Func<PolicyElement, T> read, Entry[] operations)
    {
        var (id, name) = (element.Literal("id"), element.Literal("name"));
        return id is null && name is null
            ? throw element.Position.Error($"<{element.Name}> has neither an id nor a name, of which it needs one")
            : element.Finish(new Entry(id, name, read(element), operations));
    }

    private sealed record Entry(string? Id, string? Name, T Limit, Entry[] Operations)
    {
        // "If both are provided, id will be used": https://learn.microsoft.com/azure/api-management/rate-limit-policy
        public bool Is(string id, string name) => Id is null ? Name == name : Id == id;
    }
}
