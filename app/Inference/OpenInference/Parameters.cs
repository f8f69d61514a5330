using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Json;

namespace Platform.Inference.OpenInference;

/// <summary>
/// The <c>parameters</c> of a request, an input or an output, as far as the server knows them. Others are checked and ignored.
/// </summary>
internal struct Parameters
{
    private const long MaxTimeoutMicroseconds = 3_600_000_000;

    /// <summary>Names of the parameters that the server does not know.</summary>
    private HashSet<string>? _others;

    /// <summary>Of an input: bytes of its data after the JSON.</summary>
    public long? BinaryDataSize { get; private set; }

    /// <summary>Of an output: whether it is wanted as binary data.</summary>
    public bool? BinaryData { get; private set; }

    /// <summary>Of a request: whether outputs are wanted as binary data where it lists none.</summary>
    public bool? BinaryDataOutput { get; private set; }

    /// <summary>Of a request: microseconds that it may wait.</summary>
    public ulong? Timeout { get; private set; }

    /// <exception cref="ProtocolException">400: not an object of strings, numbers and booleans, one is given twice, or a known one has the
    /// wrong type.</exception>
    public static Parameters Read(ref JsonCursor cursor, string owner)
    {
        var parameters = new Parameters();
        if (cursor.TryTakeWord("null"u8))
            return parameters;
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong($"'parameters' of {owner} is not an object");
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            parameters.ReadOne(ref cursor, owner);
        return parameters;
    }

    /// <returns>How long a request may wait that says so in microseconds; 0 says nothing.</returns>
    public static TimeSpan? ToTimeout(ulong? microseconds)
        => microseconds is { } given and > 0 ? TimeSpan.FromMicroseconds(Math.Min(given, MaxTimeoutMicroseconds)) : null;

    private void ReadOne(ref JsonCursor cursor, string owner)
    {
        var name = cursor.ReadName();
        if (IsKnown(name) && cursor.TryTakeWord("null"u8))
            return;
        if (name.SequenceEqual("binary_data_size"u8))
            BinaryDataSize = BinaryDataSize is null
                ? (long)Math.Min(ReadUnsigned(ref cursor, "binary_data_size", owner), long.MaxValue)
                : throw Twice(name, owner);
        else if (name.SequenceEqual("binary_data"u8))
            BinaryData = BinaryData is null ? ReadBoolean(ref cursor, "binary_data", owner) : throw Twice(name, owner);
        else if (name.SequenceEqual("binary_data_output"u8))
            BinaryDataOutput = BinaryDataOutput is null ? ReadBoolean(ref cursor, "binary_data_output", owner) : throw Twice(name, owner);
        else if (name.SequenceEqual("timeout"u8))
            Timeout = Timeout is null ? ReadUnsigned(ref cursor, "timeout", owner) : throw Twice(name, owner);
        else if (!(_others ??= []).Add(Encoding.UTF8.GetString(name)))
            throw Twice(name, owner);
        else if (cursor.Peek() is (byte)'{' or (byte)'[' or (byte)'n')
            throw cursor.Wrong($"parameter '{Quote.Short(name)}' of {owner} is not a string, a number or a boolean");
        else
            SkipOther(ref cursor, name, owner);
    }

    private static void SkipOther(ref JsonCursor cursor, ReadOnlySpan<byte> name, string owner)
    {
        var start = cursor.Position;
        cursor.Skip();
        RefusedParameters.Check(Encoding.UTF8.GetString(name), cursor.Text[start..cursor.Position], owner);
    }

    /// <summary>Those that clients write as null where they are not set; of others nobody knows what null would mean.</summary>
    private static bool IsKnown(ReadOnlySpan<byte> name) => name.SequenceEqual("binary_data_size"u8) || name.SequenceEqual("binary_data"u8)
        || name.SequenceEqual("binary_data_output"u8) || name.SequenceEqual("timeout"u8);

    private static ProtocolException Twice(ReadOnlySpan<byte> name, string owner)
        => ProtocolException.BadRequest($"parameter '{Quote.Short(name)}' of {owner} is given twice");

    private static ulong ReadUnsigned(ref JsonCursor cursor, string name, string owner)
    {
        if (JsonNumber.TryRead(ref cursor, out var number) && number.TryGetInteger(out var value) && value >= 0)
            return (ulong)value;
        throw cursor.Wrong($"parameter '{name}' of {owner} is not a whole number of at least 0");
    }

    private static bool ReadBoolean(ref JsonCursor cursor, string name, string owner)
    {
        if (cursor.TryTakeWord("true"u8))
            return true;
        if (cursor.TryTakeWord("false"u8))
            return false;
        throw cursor.Wrong($"parameter '{name}' of {owner} is not true or false");
    }
}
