using System.Runtime.InteropServices;
using Platform.Inference.Buffers;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Tests.Buffers;

/// <summary>What moves out of the heap when it becomes large, and back.</summary>
public sealed class LargeBlockTests
{
    private const int Large = 3 * LargeBlock.LeastBytes;
    private static readonly byte[] _piece = [.. Enumerable.Range(0, 251).Select(i => (byte)i)];

    [Fact]
    public void Grow_Block_KeepsWhatItHas()
    {
        var block = new LargeBlock(_piece.Length);
        _piece.CopyTo(block.GetSpan());

        block.Grow(Large);

        Assert.Equal(Large, block.Memory.Length);
        Assert.Equal(_piece, block.Memory[.._piece.Length].ToArray());
        block.Free();
        Assert.Equal(0, block.Length);
    }

    [Fact]
    public void Grow_BlockThatWasGivenBack_IsRefused()
    {
        var block = new LargeBlock(1);
        block.Free();

        Assert.Throws<ObjectDisposedException>(() => block.Grow(2));
    }

    [Fact]
    public void Append_MoreBytesThanAnArrayTakes_KeepsAll()
    {
        List<long> told = [];
        using var bytes = new PooledBytes { Growing = told.Add };
        while (bytes.Length < Large)
            bytes.Append(_piece);

        Assert.Equal(Pieces(bytes.Length), bytes.Written.ToArray());
        Assert.Equal(Pieces(bytes.Length), bytes.Writable.ToArray());
        Assert.NotEmpty(told);
        Assert.All(told, length => Assert.True(length > LargeBlock.LeastBytes));
    }

    [Fact]
    public void Reset_BytesThatWereMany_BeginsAnew()
    {
        using var bytes = new PooledBytes();
        bytes.Free(Large)[Large - 1] = 1;
        bytes.Advance(Large);

        bytes.Reset();
        bytes.Append(_piece);

        Assert.Equal(_piece, bytes.Written.ToArray());
        Assert.True(bytes.FreeMemory(1).Length < LargeBlock.LeastBytes);
    }

    [Fact]
    public void Extend_TensorBeyondAnArray_KeepsAllInOnePlace()
    {
        var tensor = new Tensor();
        while (tensor.Length < Large)
            tensor.Append(_piece);

        Assert.Equal(Pieces(tensor.Length), tensor.Payload.ToArray());
        Assert.Equal(_piece[7], Marshal.ReadByte(tensor.Address, 7));
        Assert.Equal([_piece[2]], tensor.Cell(2, 1).ToArray());
    }

    private static IEnumerable<byte> Pieces(int length) => Enumerable.Repeat(_piece, length / _piece.Length).SelectMany(piece => piece);
}
