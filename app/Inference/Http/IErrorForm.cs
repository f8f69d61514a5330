using Platform.Inference.Faults;
using Platform.Inference.Json;

namespace Platform.Inference.Http;

/// <summary>What an error looks like at a door whose callers know another form than the protocol's; metadata of its endpoint.</summary>
internal interface IErrorForm
{
    /// <param name="body">Takes the error.</param>
    /// <param name="status">Of HTTP.</param>
    /// <param name="message">In words.</param>
    /// <param name="cause">What the caller did wrong, where that is known.</param>
    void Write(PooledBytes body, int status, string message, ProtocolException? cause);
}
