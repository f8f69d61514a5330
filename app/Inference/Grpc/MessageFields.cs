using System.Buffers;
using System.Text;
using Google.Protobuf;
using Platform.Inference.Faults;

namespace Platform.Inference.Grpc;

/// <summary>
/// Goes through the fields of a protocol buffer where it lies, for what the generated messages would make objects of. Each field is read,
/// or passed over when the next one is asked for.
/// </summary>
/// <seealso href="https://protobuf.dev/programming-guides/encoding/"/>
internal ref struct MessageFields(scoped in ReadOnlySequence<byte> message)
{
    /// <summary>How a tag is made: the field's number, before one of the types.</summary>
    public const int TypeBits = 3, Number = (int)WireFormat.WireType.Varint, Content = (int)WireFormat.WireType.LengthDelimited;

    private const int LongestNumber = 10;

    private SequenceReader<byte> _rest = new(message);
    private bool _isPending;

    /// <summary>The field's number, and how its content is encoded.</summary>
    public int Tag { get; private set; }

    public readonly bool IsAtEnd => _rest.End;

    /// <exception cref="ProtocolException">400: these bytes are no protocol buffer.</exception>
    public bool Next()
    {
        if (_isPending)
            Skip();
        if (IsAtEnd)
            return false;
        var tag = ReadNumber();
        if (tag is < 1 << TypeBits or > int.MaxValue)
            throw MessageFaults.NotAMessage();
        Tag = (int)tag;
        _isPending = true;
        return true;
    }

    /// <summary>Goes to the next field with this tag.</summary>
    public bool Next(int tag)
    {
        while (Next())
            if (Tag == tag)
                return true;
        return false;
    }

    public ulong ReadNumber()
    {
        _isPending = false;
        ulong number = 0;
        for (var shift = 0; shift < LongestNumber * 7; shift += 7)
        {
            if (!_rest.TryRead(out var next))
                break;
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return number;
        }

        throw MessageFaults.NotAMessage();
    }

    /// <summary>Of a text, of bytes, of a message, or of numbers in a row.</summary>
    public ReadOnlySequence<byte> ReadContent()
    {
        var length = ReadLength();
        var content = _rest.Sequence.Slice(_rest.Position, length);
        _rest.Advance(length);
        return content;
    }

    /// <summary>The same, in one piece.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadLength();
        var content = _rest.UnreadSpan;
        content = content.Length >= length ? content[..(int)length] : _rest.Sequence.Slice(_rest.Position, length).ToArray();
        _rest.Advance(length);
        return content;
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Of a content, all of which is there.</summary>
    private long ReadLength()
    {
        var length = ReadNumber();
        return length <= (ulong)_rest.Remaining ? (long)length : throw MessageFaults.NotAMessage();
    }

    private void Skip()
    {
        switch ((WireFormat.WireType)(Tag & ((1 << TypeBits) - 1)))
        {
            case WireFormat.WireType.Varint: ReadNumber(); break;
            case WireFormat.WireType.Fixed32: Skip(sizeof(uint)); break;
            case WireFormat.WireType.Fixed64: Skip(sizeof(ulong)); break;
            case WireFormat.WireType.LengthDelimited: _rest.Advance(ReadLength()); break;
            // Groups, which none of these messages has ever had
            default: throw MessageFaults.NotAMessage();
        }
    }

    private void Skip(int bytes)
    {
        _isPending = false;
        if (_rest.Remaining < bytes)
            throw MessageFaults.NotAMessage();
        _rest.Advance(bytes);
    }
}
