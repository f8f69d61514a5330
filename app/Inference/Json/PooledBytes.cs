using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace Platform.Inference.Json;

/// <summary>A growing array of bytes from the shared pool: first the body of a request, then that of its answer.</summary>
internal sealed class PooledBytes : IDisposable
{
    private const int FirstBytes = 4096;
    private const int PooledLength = 1 << 20;
    private const int LongestNumber = 32;
    private const int StackBytes = 512;

    /// <summary>Stand in a JSON string as they are, a byte each: most names and ids are made of them alone.</summary>
    private static readonly SearchValues<char> _plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"\\")]);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    public int Length { get; private set; }

    /// <summary>The longest array that <see cref="Reset"/> keeps.</summary>
    public int KeptBytes { get; init; } = 1 << 16;

    /// <summary>Told how many bytes it is about to have, with those that it then gives back, whenever they are many.</summary>
    public Action<long>? Growing { get; init; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>What has been written, to be changed.</summary>
    public Span<byte> Writable => _bytes.AsSpan(0, Length);

    public void Dispose()
    {
        Return(_bytes);
        _bytes = [];
    }

    public void Append(byte value)
    {
        Free(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        Length += bytes.Length;
    }

    public void AppendInteger(long value)
    {
        Utf8Formatter.TryFormat(value, Free(LongestNumber), out var count);
        Length += count;
    }

    public void AppendInteger(ulong value)
    {
        Utf8Formatter.TryFormat(value, Free(LongestNumber), out var count);
        Length += count;
    }

    /// <summary>
    /// The shortest decimal that reads back as the same float; NaN and the infinities as strings, since JSON has no literals for them.
    /// </summary>
    public void AppendSingle(float value)
    {
        if (TryAppendNegativeZero(value))
            return;
        var free = Free(LongestNumber);
        if (!ShortDecimal.TryFormat(value, free, out var count) && float.IsFinite(value))
            value.TryFormat(free, out count, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += count;
        if (count == 0)
            AppendNamed(value);
    }

    public void AppendDouble(double value)
    {
        if (TryAppendNegativeZero(value))
            return;
        var count = 0;
        if (double.IsFinite(value))
            value.TryFormat(Free(LongestNumber), out count, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += count;
        if (count == 0)
            AppendNamed(value);
    }

    /// <summary>A quoted JSON string. Bytes that are no UTF-8 must have been refused before.</summary>
    public void AppendString(ReadOnlySpan<byte> utf8)
    {
        Append((byte)'"');
        while (!utf8.IsEmpty)
        {
            var status = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(
                utf8, Free(utf8.Length + LongestNumber), out var consumed, out var written);
            Length += written;
            utf8 = utf8[consumed..];
            if (status == OperationStatus.DestinationTooSmall)
                Free(6 * utf8.Length + LongestNumber);
        }

        Append((byte)'"');
    }

    /// <summary>Plain ASCII, as it is.</summary>
    public void AppendText(string text) => Length += Encoding.ASCII.GetBytes(text, Free(text.Length));

    public void AppendString(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(_plain))
        {
            var free = Free(text.Length + 2);
            free[0] = free[text.Length + 1] = (byte)'"';
            Length += Encoding.ASCII.GetBytes(text, free[1..]) + 2;
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        AppendString(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>Room for at least this many bytes after the end; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Free(int count)
    {
        if (_bytes.Length - Length < count)
            Grow(count);
        return _bytes.AsSpan(Length);
    }

    public Memory<byte> FreeMemory(int count)
    {
        Free(count);
        return _bytes.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public void Clear() => Length = 0;

    /// <summary>Clears, and gives back an array that one large body made grow.</summary>
    public void Reset()
    {
        Clear();
        if (_bytes.Length <= KeptBytes)
            return;
        Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    }

    private void Grow(int count)
    {
        var length = Math.Max(checked(Length + count), (int)Math.Min(2L * _bytes.Length, Array.MaxLength));
        if (length > PooledLength)
            Growing?.Invoke((long)length + _bytes.Length);
        var larger = Rent(length);
        Written.Span.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    /// <summary>The pool would keep large arrays for minutes.</summary>
    private static byte[] Rent(int length)
        => length <= PooledLength ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    private static void Return(byte[] bytes)
    {
        if (bytes.Length <= PooledLength)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Readers take "-0" for the integer, which has no sign.</summary>
    private bool TryAppendNegativeZero(double value)
    {
        if (value != 0 || !double.IsNegative(value))
            return false;
        Append("-0.0"u8);
        return true;
    }

    private void AppendNamed(double value)
        => Append(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
}
