using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Transform;

namespace Platform.Gateway.Policies.Access;

/// <summary>
/// A token that says what it stands in for: https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy
/// </summary>
internal sealed class ManagedIdentity : PolicyStatement
{
    private readonly PolicyValue _resource;
    private readonly PolicyValue? _client;
    private readonly string? _variable;

    public ManagedIdentity(PolicyElement element) : base(element)
    {
        (_resource, _client) = (element.Required("resource"), element.Optional("client-id"));
        _variable = element.Literal("output-token-variable-name");
        // Nothing that could fail is asked
        element.Literal("ignore-error", "false", "true");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var client = _client is null ? "system" : await _client.TextAsync(call);
        var token = $"stand-in.{client}.{await _resource.TextAsync(call)}";
        if (_variable is null)
            call.Http.Request.Headers.Authorization = $"Bearer {HeaderText.Check(token, "the stand-in token")}";
        else
            call.Variables[_variable] = token;
        return Flow.Next;
    }
}
