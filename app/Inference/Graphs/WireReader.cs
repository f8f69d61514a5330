using System.Text;
using Google.Protobuf;

namespace Platform.Inference.Graphs;

/// <summary>Reads protocol buffers field by field from a file, and passes over what is not wanted without reading it.</summary>
internal sealed class WireReader(Stream content)
{
    public long Position => content.Position;

    public bool IsAtEnd => content.Position >= content.Length;

    /// <exception cref="InvalidDataException">The number has more than 64 bits, or the file ends in it.</exception>
    public ulong ReadNumber()
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = content.ReadByte();
            if (next < 0)
                throw new InvalidDataException();
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return number;
        }

        throw new InvalidDataException();
    }

    /// <summary>How long the content of a field is that follows.</summary>
    /// <exception cref="InvalidDataException">Longer than the rest of the file.</exception>
    public int ReadLength()
    {
        var length = ReadNumber();
        return length <= (ulong)Math.Min(int.MaxValue, content.Length - content.Position) ? (int)length : throw new InvalidDataException();
    }

    public byte[] ReadBytes(int length)
    {
        var bytes = new byte[length];
        content.ReadExactly(bytes);
        return bytes;
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes(ReadLength()));

    /// <exception cref="InvalidDataException">No field of this type can follow.</exception>
    public void Skip(WireFormat.WireType type)
    {
        switch (type)
        {
            case WireFormat.WireType.Varint: ReadNumber(); break;
            case WireFormat.WireType.Fixed32: content.Position += sizeof(uint); break;
            case WireFormat.WireType.Fixed64: content.Position += sizeof(ulong); break;
            case WireFormat.WireType.LengthDelimited: content.Seek(ReadLength(), SeekOrigin.Current); break;
            default: throw new InvalidDataException();
        }
    }
}
