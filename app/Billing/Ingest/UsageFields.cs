using System.Text.Json;

namespace Platform.Billing.Ingest;

/// <summary>The fields of a line, as they are read.</summary>
internal ref struct UsageFields()
{
    private string? _log, _subscription, _product, _model, _version;
    private long? _format, _opened, _number, _back, _time, _mark, _closed, _rows, _compute;
    private long _tokensIn, _tokensOut, _bytesIn, _bytesOut;

    /// <param name="reader">At the name of a field.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("s"u8))
            _number = Number(ref reader);
        else if (reader.ValueTextEquals("back"u8))
            _back = Number(ref reader);
        else if (reader.ValueTextEquals("t"u8))
            _time = Number(ref reader);
        else if (reader.ValueTextEquals("sub"u8))
            _subscription = Text(ref reader);
        else if (reader.ValueTextEquals("prod"u8))
            _product = Text(ref reader);
        else if (reader.ValueTextEquals("model"u8))
            _model = Text(ref reader);
        else if (reader.ValueTextEquals("ver"u8))
            _version = Text(ref reader);
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
            _rows = Number(ref reader);
        else if (reader.ValueTextEquals("us"u8))
            _compute = Number(ref reader);
        else if (reader.ValueTextEquals("in"u8))
            _tokensIn = Number(ref reader);
        else if (reader.ValueTextEquals("out"u8))
            _tokensOut = Number(ref reader);
        else if (reader.ValueTextEquals("rb"u8))
            _bytesIn = Number(ref reader);
        else if (reader.ValueTextEquals("wb"u8))
            _bytesOut = Number(ref reader);
        else
            ReadFrame(ref reader);
    }

    private void ReadFrame(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("v"u8))
            _format = Number(ref reader);
        else if (reader.ValueTextEquals("log"u8))
            _log = Text(ref reader);
        else if (reader.ValueTextEquals("opened"u8))
            _opened = Number(ref reader);
        else if (reader.ValueTextEquals("mark"u8))
            _mark = Number(ref reader);
        else if (reader.ValueTextEquals("closed"u8))
            _closed = Number(ref reader);
        else
            throw new FormatException();
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        var number = reader.GetInt64();
        return number >= 0 ? number : throw new FormatException();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
