using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-query-parameter-policy</summary>
internal sealed class SetQueryParameter(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _name = element.Required("name");
    private readonly PolicyChoice _action = element.Choice("exists-action", "override", "skip", "append", "delete");
    private readonly PolicyValue[] _values = [.. element.Children("value").Select(value => value.Finish(value.Text()))];

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var (name, action) = (await _name.TextAsync(call), await _action.GetAsync(call));
        var query = QueryHelpers.ParseQuery(call.BackendQuery);
        if (action == "skip" && query.ContainsKey(name))
            return Flow.Next;
        if (action != "append")
            query.Remove(name);
        var builder = new QueryBuilder(query);
        if (action != "delete")
            foreach (var value in _values)
                builder.Add(name, await value.TextAsync(call));
        call.BackendQuery = builder.ToString();
        return Flow.Next;
    }
}
