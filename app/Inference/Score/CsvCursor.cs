using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Platform.Inference.Faults;

namespace Platform.Inference.Score;

/// <summary>
/// Reads CSV value by value: quoted values may hold commas, line ends and doubled quotes; empty lines are none. A value takes no
/// memory of .NET's, as millions may come in one request.
/// </summary>
internal ref struct CsvCursor
{
    private readonly ReadOnlySpan<byte> _csv;
    private readonly ArrayBufferWriter<byte> _unquoted = new();
    private int _at;

    /// <exception cref="ProtocolException">400: not UTF-8.</exception>
    public CsvCursor(ReadOnlySpan<byte> csv)
    {
        if (csv.StartsWith("\uFEFF"u8))
            csv = csv["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(csv))
            throw ProtocolException.BadRequest("the CSV is not UTF-8");
        _csv = csv;
    }

    private readonly bool IsAtEndOfValue => _at >= _csv.Length || _csv[_at] is (byte)',' or (byte)'\r' or (byte)'\n';

    /// <returns>False after the last row; else its first value is to be read next, and it has one.</returns>
    public bool TryBeginRow()
    {
        while (_at < _csv.Length && _csv[_at] is (byte)'\r' or (byte)'\n')
            _at++;
        return _at < _csv.Length;
    }

    /// <returns>Whether the row has another value.</returns>
    public bool TryTakeComma()
    {
        if (_at >= _csv.Length || _csv[_at] != ',')
            return false;
        _at++;
        return true;
    }

    /// <returns>Good until the next value is read.</returns>
    public ReadOnlySpan<byte> ReadValue()
    {
        if (_at < _csv.Length && _csv[_at] == '"')
            return ReadQuoted();
        var rest = _csv[_at..];
        var length = rest.IndexOfAny(",\r\n"u8) is >= 0 and var end ? end : rest.Length;
        _at += length;
        return rest[..length];
    }

    private ReadOnlySpan<byte> ReadQuoted()
    {
        var value = ReadToQuote();
        if (IsAtEndOfValue)
            return value;
        _unquoted.ResetWrittenCount();
        _unquoted.Write(value);
        while (!IsAtEndOfValue)
        {
            if (_csv[_at] != '"')
                throw ProtocolException.BadRequest(
                    "the CSV has a quoted value that does not end at its quote: "
                    + $"'{Quote.Short(Encoding.UTF8.GetString(_unquoted.WrittenSpan))}'");
            _unquoted.Write("\""u8);
            _unquoted.Write(ReadToQuote());
        }

        return _unquoted.WrittenSpan;
    }

    /// <summary>From behind the quote that is here to behind the next one.</summary>
    private ReadOnlySpan<byte> ReadToQuote()
    {
        var rest = _csv[(_at + 1)..];
        var end = rest.IndexOf((byte)'"');
        if (end < 0)
            throw ProtocolException.BadRequest("the CSV ends within a quoted value");
        _at += end + 2;
        return rest[..end];
    }
}
