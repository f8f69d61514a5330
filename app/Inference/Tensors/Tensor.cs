using System.Runtime.InteropServices;
using Platform.Inference.Buffers;

namespace Platform.Inference.Tensors;

/// <summary>
/// A reusable tensor: a shape and its elements in the layout of the binary tensor extension (little endian, row-major;
/// each BYTES element after its 4-byte length). The memory never moves, so that ONNX Runtime reads it in place.
/// </summary>
internal sealed class Tensor
{
    private long[] _shape = new long[4];
    private byte[] _payload = [];

    /// <summary>In the place of the array, from <see cref="LargeBlock.LeastBytes"/>.</summary>
    private LargeBlock? _large;

    public int Rank { get; private set; }

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, Rank);

    public ReadOnlySpan<byte> Payload => Writable;

    public Span<byte> Writable => _large is null ? _payload.AsSpan(0, Length) : _large.GetSpan()[..Length];

    public long ElementCount => CountOf(Shape);

    /// <summary>Dimension 0, the rows of a batch; 1 for a scalar.</summary>
    public long Rows => Rank == 0 ? 1 : _shape[0];

    public static long CountOf(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var dimension in shape)
            count *= dimension;
        return count;
    }

    public void SetShape(ReadOnlySpan<long> shape)
    {
        if (_shape.Length < shape.Length)
            _shape = new long[shape.Length];
        shape.CopyTo(_shape);
        Rank = shape.Length;
    }

    public void SetRows(long rows) => _shape[0] = rows;

    public void Clear()
    {
        Free();
        Rank = 0;
        Length = 0;
    }

    /// <summary>Makes the payload exactly this long and gives it to be filled; what it held is lost.</summary>
    public Span<byte> Resize(int length)
    {
        Length = 0;
        Reserve(length);
        Length = length;
        return Writable;
    }

    /// <summary>Adds this many bytes to the end and gives them to be filled, before anything else is added.</summary>
    public Span<byte> Extend(int count)
    {
        var start = Length;
        var length = checked(start + count);
        if (Capacity < length)
            Reserve(Math.Max(length, (int)Math.Min(Array.MaxLength, 2L * Capacity)));
        Length = length;
        return Writable[start..];
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>The bytes of one element, for elements of this size.</summary>
    public Span<byte> Cell(int index, int size) => Writable.Slice(index * size, size);

    /// <summary>The address of the payload: valid for as long as this tensor is reachable and does not grow.</summary>
    public nint Address
    {
        get
        {
            if (_large is not null)
                return _large.Address;
            return Marshal.UnsafeAddrOfPinnedArrayElement(_payload.Length == 0 ? _payload = Allocate(1) : _payload, 0);
        }
    }

    private int Capacity => _large is null ? _payload.Length : _large.Length;

    /// <summary>Room for so many bytes in all, with those that there are.</summary>
    private void Reserve(int capacity)
    {
        if (capacity <= Capacity)
            return;
        if (_large is not null)
        {
            _large.Grow(capacity);
        }
        else if (capacity <= LargeBlock.LeastBytes)
        {
            var grown = Allocate(capacity);
            Payload.CopyTo(grown);
            _payload = grown;
        }
        else
        {
            var large = new LargeBlock(capacity);
            Payload.CopyTo(large.GetSpan());
            _large = large;
        }
    }

    private void Free()
    {
        _large?.Free();
        _large = null;
    }

    private static byte[] Allocate(int length) => GC.AllocateUninitializedArray<byte>(Math.Max(length, 64), pinned: true);
}
