using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using Platform.Inference.Buffers;

namespace Platform.Inference.Json;

/// <summary>
/// Bytes that grow, in an array of the shared pool or, where they are many, outside of the heap: first the body of a request, then that of
/// its answer.
/// </summary>
internal sealed class PooledBytes : IDisposable
{
    private const int FirstBytes = 4096;
    private const int LongestNumber = 32;
    private const int StackBytes = 512;

    /// <summary>Stand in a JSON string as they are, a byte each: most names and ids are made of them alone.</summary>
    private static readonly SearchValues<char> _plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"\\")]);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>In the place of the array, from <see cref="LargeBlock.LeastBytes"/>.</summary>
    private LargeBlock? _large;

    public int Length { get; private set; }

    /// <summary>The most that <see cref="Reset"/> keeps.</summary>
    public int KeptBytes { get; init; } = 1 << 16;

    /// <summary>Told how many bytes it is about to have, whenever they are many.</summary>
    public Action<long>? Growing { get; init; }

    public ReadOnlyMemory<byte> Written => Room[..Length];

    /// <summary>What has been written, to be changed.</summary>
    public Span<byte> Writable => _large is null ? _bytes.AsSpan(0, Length) : _large.GetSpan()[..Length];

    private Memory<byte> Room => _large is null ? _bytes : _large.Memory;

    private int Capacity => _large is null ? _bytes.Length : _large.Length;

    public void Dispose()
    {
        Return();
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
        if (Capacity - Length < count)
            Grow(count);
        return _large is null ? _bytes.AsSpan(Length) : _large.GetSpan()[Length..];
    }

    public Memory<byte> FreeMemory(int count)
    {
        Free(count);
        return Room[Length..];
    }

    public void Advance(int count) => Length += count;

    public void Clear() => Length = 0;

    /// <summary>Clears, and gives back what one large body made grow.</summary>
    public void Reset()
    {
        Clear();
        if (Capacity <= KeptBytes)
            return;
        Return();
        _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    }

    private void Grow(int count)
    {
        var length = Math.Max(checked(Length + count), (int)Math.Min(2L * Capacity, Array.MaxLength));
        if (length <= LargeBlock.LeastBytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(length);
            Writable.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
            return;
        }

        Growing?.Invoke(length);
        if (_large is not null)
        {
            _large.Grow(length);
            return;
        }

        var large = new LargeBlock(length);
        Writable.CopyTo(large.GetSpan());
        Return();
        _large = large;
    }

    private void Return()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _large?.Free();
        _large = null;
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
