using System.Buffers.Binary;
using System.Text;
using static Platform.Bench.Http2;

namespace Platform.Bench.Hostile;

/// <summary>Calls of gRPC that are malformed, as messages or as HTTP/2.</summary>
internal static class GrpcAttacks
{
    private const string Method = "/inference.GRPCInferenceService/ModelInfer";
    private const int LargestFrame = 16_384;

    /// <summary>A field with a value, of HPACK's static table: one byte that becomes thirty.</summary>
    private const byte AcceptEncoding = 0x90;

    private static readonly (string, string)[] _fields = [("content-type", "application/grpc"), ("te", "trailers")];
    private static readonly (string, string)[] _zipped = [.. _fields, ("grpc-encoding", "gzip")];

    public static IEnumerable<Attack> All()
    {
        var valid = Requests.IrisMessage(1, 1);
        (string Name, byte[] Sent)[] sent =
        [
            ("no protocol buffer", Call(_fields, Message(Bodies.Repeat("\u00FF", 64)))),
            ("a message that breaks off", Call(_fields, Message(valid)[..^9])),
            ("a message of 4 GB, it says", Call(_fields, [0, 0xFF, 0xFF, 0xFF, 0xFF, .. valid])),
            ("two messages", Call(_fields, [.. Message(valid), .. Message(valid)])),
            ("no gzip", Call(_zipped, Message(valid, isZipped: true))),
            ("gzip bomb of 1 GB", Call(_zipped, Message(Bodies.Gzip(Bodies.Zeros(Bodies.Mebibyte), 1024), isZipped: true))),
            ("a tensor of shape [2^62,4]", Call(_fields, Message(Requests.IrisMessage(1L << 62, 1)))),
            ("16 MB of a tensor", Call(_fields, Requests.IrisGrpc(Bodies.Mebibyte).Body)),
            ("no HTTP/2", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n")),
            ("a frame of 16 MB", Frames(target => Write(target, Data, 0, 1, Bodies.Zeros(0xFFFFFF)))),
            ("frames of no kind", Frames(target => Times(1000, i => Write(target, 0xFE, 0xFF, i, "nothing"u8)))),
            ("data on a stream that is not open", Frames(target => Write(target, Data, 0, 99, "x"u8))),
            ("1,000 calls that are reset at once", Frames(target => Times(1000, i => Reset(target, 2 * i + 1)))),
            ("10,000 settings", Frames(target => Times(10_000, _ => Write(target, Settings, 0, 0, [0, 4, 0, 0, 0, 0])))),
            ("10,000 pings", Frames(target => Times(10_000, _ => Write(target, Ping, 0, 0, new byte[8])))),
            ("a head that never ends", Frames(Continue)),
            ("a head that is no HPACK",
                Frames(target => Write(target, Headers, EndHeaders | EndStream, 1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]))),
            ("a head of 16,000 references",
                Frames(target => Write(target, Headers, EndHeaders | EndStream, 1, Enumerable.Repeat(AcceptEncoding, 16_000).ToArray()))),
            ("a window that overflows", Frames(target => Times(4, _ => Write(target, WindowUpdate, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF])))),
        ];
        foreach (var (name, bytes) in sent)
            yield return new($"gRPC: {name}", bytes) { IsGrpc = true };
        yield return new("gRPC: leaves within the message", Call(_fields, Message(Bodies.Zeros(Bodies.Mebibyte)))[..^5000])
        {
            IsGrpc = true, Ending = Ending.BreakOff,
        };
        yield return new("gRPC: never widens its window", Call(_fields, Requests.IrisGrpc(100_000).Body))
        {
            IsGrpc = true, Ending = Ending.Stay,
        };
        yield return new("gRPC: a byte every 20 ms", Bodies.Dripped(Call(_fields, Message(valid))))
        {
            IsGrpc = true, Gap = TimeSpan.FromMilliseconds(20),
        };
    }

    private static byte[] Message(byte[] content, bool isZipped = false)
    {
        byte[] message = [isZipped ? (byte)1 : (byte)0, 0, 0, 0, 0, .. content];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), content.Length);
        return message;
    }

    private static byte[] Call((string, string)[] fields, byte[] body) => Frames(target =>
    {
        Write(target, Headers, EndHeaders, 1, Head(Method, fields));
        for (var at = 0; at < body.Length; at += LargestFrame)
            Write(
                target, Data, at + LargestFrame < body.Length ? (byte)0 : EndStream, 1,
                body.AsSpan(at, Math.Min(LargestFrame, body.Length - at)));
    });

    private static byte[] Frames(Action<Stream> write)
    {
        using var target = new MemoryStream();
        target.Write(Preface);
        Write(target, Settings, 0, 0, []);
        write(target);
        return target.ToArray();
    }

    private static void Times(int count, Action<int> write)
    {
        for (var i = 0; i < count; i++)
            write(i);
    }

    private static void Reset(Stream target, int stream)
    {
        Write(target, Headers, EndHeaders, stream, Head(Method, _fields));
        Write(target, Http2.Reset, 0, stream, [0, 0, 0, 8]);
    }

    private static void Continue(Stream target)
    {
        Write(target, Headers, 0, 1, Head(Method, _fields));
        Times(2000, _ => Write(target, Continuation, 0, 1, Head("/", [("x", new string('y', 120))])));
    }
}
