using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;

namespace Platform.Inference.Grpc;

/// <summary>How large a message may be, which is judged by its prefix, before it is there.</summary>
internal sealed class MessageSize(IOptions<LimitsOptions> limits)
{
    /// <summary>In bytes, decompressed.</summary>
    public int Most { get; } = limits.Value.MaxRequestBodyBytes;

    /// <param name="prefix">Of the message; null where there is none.</param>
    /// <param name="memory">Takes what the message takes.</param>
    /// <exception cref="ProtocolException">413: it is larger.</exception>
    /// <exception cref="RefusedException">There is no memory for it now.</exception>
    public void Require(MessagePrefix? prefix, Reservation memory)
    {
        if (prefix is not { Length: var length })
            return;
        if (length > Most)
            throw TooLarge($"is larger than {Most} bytes");
        memory.Require(RequestBody.MemoryPerByte * length);
    }

    /// <summary>What is said of a message that has become larger while it was decompressed.</summary>
    public ProtocolException TooLargeInflated() => TooLarge($"is larger than {Most} bytes when decompressed");

    private static ProtocolException TooLarge(string how)
        => new(
            Fault.TooLarge,
            $"the request message {how}, which is what {LimitsOptions.Section}:{nameof(LimitsOptions.MaxRequestBodyBytes)} allows");
}
