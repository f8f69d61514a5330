using Platform.Inference.Faults;

namespace Platform.Inference.Grpc;

/// <summary>What can be wrong with a message before anything in it is.</summary>
internal static class MessageFaults
{
    public static ProtocolException None() => ProtocolException.BadRequest("the request has no whole message; its body ends before");

    public static ProtocolException Several()
        => ProtocolException.BadRequest("the request has more than one message; this method takes one");

    public static ProtocolException NotCompressed(Exception? cause = null)
        => new(Fault.Invalid, "the request message is not valid compressed data", cause);

    public static ProtocolException NotAMessage(Exception? cause = null) => new(
        Fault.Invalid, "the request message is not the one that this method takes: its bytes are no such protocol buffer", cause);
}
