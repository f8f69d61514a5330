using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary><c>base</c>: the place of what the scopes above say.</summary>
internal sealed class BaseStatement(PolicyElement element) : PolicyStatement(element)
{
    public override ValueTask<Flow> ExecuteAsync(GatewayCall call) => new(Flow.Next);
}
