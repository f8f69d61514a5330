using System.Buffers.Binary;
using System.Text;

namespace Platform.Bench;

/// <summary>As much of HTTP/2 as is sent here.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9113#name-http-frames"/>
internal static class Http2
{
    public const int HeadBytes = 9;
    public const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8, Continuation = 9;
    public const byte EndStream = 1, EndHeaders = 4, Acknowledged = 1;
    public const int InitialWindowSize = 4;

    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public static void Write(Stream target, byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8 | type);
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head[5..], stream);
        target.Write(head);
        target.Write(payload);
    }

    /// <summary>A POST: two fields of HPACK's static table, then literals, so that the table in memory stays empty.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7541#appendix-A"/>
    public static byte[] Head(string path, (string Name, string Value)[] fields)
    {
        const byte post = 0x83, http = 0x86;
        List<byte> block = [post, http];
        foreach (var (name, value) in ((string, string)[])[(":path", path), (":authority", "127.0.0.1"), .. fields])
        {
            block.Add(0);
            foreach (var text in (string[])[name.ToLowerInvariant(), value])
                block.AddRange([(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);
        }

        return [.. block];
    }
}
