using System.Text;
using System.Text.Unicode;
using Platform.Inference.Faults;

namespace Platform.Inference.Score;

/// <summary>Reads CSV row by row: quoted values may hold commas, line ends and doubled quotes; empty lines are none.</summary>
internal ref struct CsvCursor
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    /// <exception cref="ProtocolException">400: not UTF-8.</exception>
    public CsvCursor(ReadOnlySpan<byte> csv)
    {
        if (csv.StartsWith("\uFEFF"u8))
            csv = csv["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(csv))
            throw ProtocolException.BadRequest("the CSV is not UTF-8");
        _text = Encoding.UTF8.GetString(csv);
    }

    /// <returns>Null after the last row.</returns>
    public string[]? ReadRow()
    {
        while (_at < _text.Length && _text[_at] is ('\r' or '\n'))
            _at++;
        if (_at >= _text.Length)
            return null;
        var values = new List<string>();
        do
            values.Add(ReadValue());
        while (TryTakeComma());
        return [.. values];
    }

    private bool TryTakeComma()
    {
        if (_at >= _text.Length || _text[_at] != ',')
            return false;
        _at++;
        return true;
    }

    private string ReadValue()
    {
        if (_at < _text.Length && _text[_at] == '"')
            return ReadQuoted();
        var rest = _text[_at..];
        var length = rest.IndexOfAny(",\r\n") is >= 0 and var end ? end : rest.Length;
        _at += length;
        return rest[..length].ToString();
    }

    private string ReadQuoted()
    {
        var value = new StringBuilder();
        while (true)
        {
            var rest = _text[(_at + 1)..];
            var end = rest.IndexOf('"');
            if (end < 0)
                throw ProtocolException.BadRequest("the CSV ends within a quoted value");
            value.Append(rest[..end]);
            _at += end + 2;
            if (_at >= _text.Length || _text[_at] is ',' or '\r' or '\n')
                return value.ToString();
            if (_text[_at] != '"')
                throw ProtocolException.BadRequest(
                    $"the CSV has a quoted value that does not end at its quote: '{Quote.Short(value.ToString())}'");
            value.Append('"');
        }
    }
}
