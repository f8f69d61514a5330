using System.Text.Json;
using System.Text.Unicode;
using Platform.Inference.Faults;

namespace Platform.Inference.Json;

/// <summary>
/// A strict forward reader over one JSON text. The envelope of a request is small and its arrays of numbers are large;
/// this reader exists for the latter, and leaves anything unusual to <see cref="Utf8JsonReader"/>.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private const string EndsTooEarlyMessage = "the request body is not valid JSON: it ends too early";
    private readonly ReadOnlySpan<byte> _json = json;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Bytes read so far.</summary>
    public int Position { get; set; } = json.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    public readonly ReadOnlySpan<byte> Text => _json;

    /// <summary>The next byte that is not white space, not yet taken; 0 at the end.</summary>
    public byte Peek()
    {
        while ((uint)Position < (uint)_json.Length)
        {
            var next = _json[Position];
            if (next > ' ')
                return next;
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                throw Invalid();
            Position++;
        }

        return 0;
    }

    public bool TryTake(byte expected)
    {
        if (Peek() != expected)
            return false;
        Position++;
        return true;
    }

    public void Take(byte expected)
    {
        if (!TryTake(expected))
            throw Invalid();
    }

    /// <summary>Goes to the next element of an array or object whose opening bracket has been taken; false after its closing one.</summary>
    public bool Next(ref bool first, byte close)
    {
        if (TryTake(close))
            return false;
        if (!first)
            Take((byte)',');
        first = false;
        return true;
    }

    /// <summary>Refuses a text that is empty, which is another mistake than one that breaks off.</summary>
    public void ExpectBody(string expected)
    {
        if (Peek() == 0)
            throw ProtocolException.BadRequest($"the request has no body; expected {expected}");
    }

    /// <summary>A property name, and the colon after it.</summary>
    public ReadOnlySpan<byte> ReadName()
    {
        var name = ReadString();
        Take((byte)':');
        return name;
    }

    /// <summary>The UTF-8 of a string, unescaped.</summary>
    public ReadOnlySpan<byte> ReadString()
    {
        if (Peek() != '"')
            throw Invalid();
        var rest = _json[(Position + 1)..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
            throw EndsTooEarly();
        if (rest[end] == '\\')
            return ReadEscapedString();
        var text = rest[..end];
        if (text.ContainsAnyInRange((byte)0, (byte)0x1f) || !Utf8.IsValid(text))
            throw Invalid();
        Position += end + 2;
        return text;
    }

    /// <summary>Passes over any value, checking it.</summary>
    public void Skip()
    {
        try
        {
            Position += SkippedJson.Length(_json[Position..]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Invalid();
        }
    }

    /// <summary>Passes over this word if it is next.</summary>
    public bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        Peek();
        var rest = _json[Position..];
        if (!rest.StartsWith(word) || rest.Length > word.Length && char.IsAsciiLetterOrDigit((char)rest[word.Length]))
            return false;
        Position += word.Length;
        return true;
    }

    public void ExpectEnd()
    {
        if (Peek() != 0 || Position < _json.Length)
            throw Invalid();
    }

    /// <summary>The error for text that is not JSON at the current position.</summary>
    public readonly ProtocolException Invalid() => ProtocolException.BadRequest(
        Position >= _json.Length ? EndsTooEarlyMessage : $"the request body is not valid JSON at byte {Position}");

    /// <summary>
    /// The error for a value of the wrong kind at the current position, unless the text ends there, or the value is no JSON or too deep.
    /// </summary>
    public ProtocolException Wrong(string message)
    {
        if (Position >= _json.Length)
            return Invalid();
        if (Peek() is (byte)'[' or (byte)'{')
            Skip();
        return ProtocolException.BadRequest(message);
    }

    private ReadOnlySpan<byte> ReadEscapedString()
    {
        var reader = new Utf8JsonReader(_json[Position..]);
        try
        {
            reader.Read();
            var text = new byte[reader.ValueSpan.Length];
            var length = reader.CopyString(text);
            Position += (int)reader.BytesConsumed;
            return text.AsSpan(0, length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that stands for half a surrogate pair.
            throw Invalid();
        }
    }

    private static ProtocolException EndsTooEarly() => ProtocolException.BadRequest(EndsTooEarlyMessage);
}
