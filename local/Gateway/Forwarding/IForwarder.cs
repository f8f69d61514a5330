using Platform.Gateway.Backends;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Forwarding;

/// <summary>Calls a backend.</summary>
internal interface IForwarder
{
    /// <param name="backend">Which one of a pool, if it is one.</param>
    /// <param name="timeout">Until the answer's head.</param>
    /// <exception cref="PolicyFault">There is no answer.</exception>
    ValueTask<BackendAnswer> ForwardAsync(GatewayCall call, Backend backend, Uri address, TimeSpan timeout);
}
