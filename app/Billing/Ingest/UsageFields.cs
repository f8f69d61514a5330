using System.Text.Json;

namespace Platform.Billing.Ingest;

/// <summary>The fields of a line, as they are read: each once, and none beyond what can be true of one call.</summary>
internal ref struct UsageFields()
{
    /// <summary>Of microseconds of compute in one call: a day's.</summary>
    private const long MostCompute = 86_400_000_000;

    private const long MostRows = 1_000_000_000, MostTokens = 1_000_000_000, MostBytes = 86_400_000_000;

    /// <summary>The year 2100, in milliseconds.</summary>
    private const long Latest = 4_102_444_800_000;

    private Field _seen;
    private string? _log, _subscription, _product, _model, _version;
    private long? _format, _opened, _number, _back, _time, _mark, _closed, _rows, _compute;
    private long _tokensIn, _tokensOut, _bytesIn, _bytesOut;

    /// <param name="reader">At the name of a field.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("s"u8))
            _number = Number(ref reader, Field.Number);
        else if (reader.ValueTextEquals("back"u8))
            _back = Number(ref reader, Field.Back);
        else if (reader.ValueTextEquals("t"u8))
            _time = Number(ref reader, Field.Time);
        else if (reader.ValueTextEquals("sub"u8))
            _subscription = Text(ref reader, Field.Subscription);
        else if (reader.ValueTextEquals("prod"u8))
            _product = Text(ref reader, Field.Product);
        else if (reader.ValueTextEquals("model"u8))
            _model = Text(ref reader, Field.Model);
        else if (reader.ValueTextEquals("ver"u8))
            _version = Text(ref reader, Field.Version);
        else
            ReadAmount(ref reader);
    }

    /// <returns>Null where the fields make none of the four lines.</returns>
    public readonly UsageLine? ToLine(int format)
    {
        if (_log is not null && _opened is { } opened && _format == format)
            return new UsageLine(UsageLineKind.Opened, 0, opened) { Log = _log };
        if (_number is not { } number)
            return null;
        if (_mark is { } mark)
            return new UsageLine(UsageLineKind.Mark, number, mark);
        if (_closed is { } closed)
            return new UsageLine(UsageLineKind.Closed, number, closed);
        if (_time is not { } time || _model is null || _version is null || _rows is not { } rows || _compute is not { } compute)
            return null;
        if (_back is { } back && (back == 0 || back >= number))
            return null;
        var amounts = new UsageAmounts(1, rows, compute, _tokensIn, _tokensOut, _bytesIn, _bytesOut);
        return new UsageLine(UsageLineKind.Call, number, time)
        {
            Subscription = _subscription ?? "",
            Product = _product ?? "",
            Model = _model,
            Version = _version,
            Amounts = _back is null ? amounts : -amounts,
        };
    }

    private void ReadAmount(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("rows"u8))
            _rows = Number(ref reader, Field.Rows, MostRows);
        else if (reader.ValueTextEquals("us"u8))
            _compute = Number(ref reader, Field.Compute, MostCompute);
        else if (reader.ValueTextEquals("in"u8))
            _tokensIn = Number(ref reader, Field.TokensIn, MostTokens);
        else if (reader.ValueTextEquals("out"u8))
            _tokensOut = Number(ref reader, Field.TokensOut, MostTokens);
        else if (reader.ValueTextEquals("rb"u8))
            _bytesIn = Number(ref reader, Field.BytesIn, MostBytes);
        else if (reader.ValueTextEquals("wb"u8))
            _bytesOut = Number(ref reader, Field.BytesOut, MostBytes);
        else
            ReadFrame(ref reader);
    }

    private void ReadFrame(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("v"u8))
            _format = Number(ref reader, Field.Format);
        else if (reader.ValueTextEquals("log"u8))
            _log = Text(ref reader, Field.Log);
        else if (reader.ValueTextEquals("opened"u8))
            _opened = Number(ref reader, Field.Opened, Latest);
        else if (reader.ValueTextEquals("mark"u8))
            _mark = Number(ref reader, Field.Mark);
        else if (reader.ValueTextEquals("closed"u8))
            _closed = Number(ref reader, Field.Closed, Latest);
        else
            throw new FormatException();
    }

    private long Number(ref Utf8JsonReader reader, Field field, long most = long.MaxValue)
    {
        var name = Once(ref reader, field);
        var number = reader.GetInt64();
        if (number < 0)
            throw new FormatException();
        return number <= most ? number : throw new BrokenLogException($"'{TextOf(name)}' is {number}; expected 0 to {most}");
    }

    private string? Text(ref Utf8JsonReader reader, Field field)
    {
        Once(ref reader, field);
        return reader.GetString();
    }

    /// <summary>A name may be written with escapes.</summary>
    private static string TextOf(ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. name, (byte)'"']);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Goes on to the value; of two of them, nobody can say which one counts.</summary>
    /// <returns>The field's name, of which a text is made only where something is wrong: there are ten in each line.</returns>
    private ReadOnlySpan<byte> Once(ref Utf8JsonReader reader, Field field)
    {
        var name = reader.ValueSpan;
        if ((_seen & field) != 0)
            throw new BrokenLogException($"'{TextOf(name)}' is there twice; expected each field once");
        _seen |= field;
        reader.Read();
        return name;
    }

    [Flags]
    private enum Field
    {
        Number = 1 << 0,
        Back = 1 << 1,
        Time = 1 << 2,
        Subscription = 1 << 3,
        Product = 1 << 4,
        Model = 1 << 5,
        Version = 1 << 6,
        Rows = 1 << 7,
        Compute = 1 << 8,
        TokensIn = 1 << 9,
        TokensOut = 1 << 10,
        BytesIn = 1 << 11,
        BytesOut = 1 << 12,
        Format = 1 << 13,
        Log = 1 << 14,
        Opened = 1 << 15,
        Mark = 1 << 16,
        Closed = 1 << 17,
    }
}
