using System.Text;

namespace Platform.Inference.Graphs;

/// <summary>Reads protobuf's wire format field by field.</summary>
/// <seealso href="https://protobuf.dev/programming-guides/encoding/"/>
internal sealed class FieldReader(Stream stream)
{
    private const int MaxTextBytes = 1 << 20;
    private const int MaxVarintBits = 64;

    public long Position
    {
        get => stream.Position;
        set
        {
            if (value != stream.Position)
                stream.Position = value;
        }
    }

    /// <summary>Reads a field's key, and its value unless that has a length.</summary>
    /// <param name="end">Of the message that it is in.</param>
    /// <param name="length">Of the value that follows; 0 where none does.</param>
    /// <returns>The field's number.</returns>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public int ReadField(long end, out long length)
    {
        var key = ReadVarint();
        length = 0;
        switch (key & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                stream.Position += sizeof(long);
                break;
            case 2:
                length = (long)ReadVarint();
                break;
            case 5:
                stream.Position += sizeof(int);
                break;
            default:
                throw new InvalidDataException($"it has a field of the unknown wire type {key & 7}");
        }

        if (length < 0 || length > end - stream.Position)
            throw new InvalidDataException("a field reaches beyond the message that it is in");
        return (int)Math.Min(key >> 3, int.MaxValue);
    }

    public string ReadText(long length)
    {
        if (length > MaxTextBytes)
            throw new InvalidDataException($"a name has {length} bytes");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < MaxVarintBits; shift += 7)
        {
            var read = stream.ReadByte();
            if (read < 0)
                throw new InvalidDataException("it ends within a field");
            value |= (ulong)(read & 0x7F) << shift;
            if (read < 0x80)
                return value;
        }

        throw new InvalidDataException("it has a number of more than 64 bits");
    }
}
