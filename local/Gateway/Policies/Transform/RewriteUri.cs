using Microsoft.AspNetCore.WebUtilities;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/rewrite-uri-policy</summary>
internal sealed class RewriteUri(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _template = element.Required("template");
    private readonly PolicyValue _copy = element.Optional("copy-unmatched-params") ?? new("true", null);

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var target = await _template.TextAsync(call);
        foreach (var (name, value) in call.MatchedParameters)
            target = target.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.OrdinalIgnoreCase);
        var parts = target.Split('?', 2);
        var query = parts.Length == 2 ? $"?{parts[1]}" : "";
        if (await _copy.IsTrueAsync(call))
            foreach (var (name, values) in QueryHelpers.ParseQuery(call.BackendQuery))
                foreach (var value in values)
                    query = QueryHelpers.AddQueryString(query, name, value ?? "");
        (call.BackendPath, call.BackendQuery) = (parts[0], query);
        return Flow.Next;
    }
}
