using System.Buffers.Binary;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Workers;

/// <summary>
/// A message between the server and a worker: its length in 4 bytes, then fields that both sides know the order of. It is
/// sent and received in as few system calls as it takes. Not safe for concurrent use.
/// </summary>
internal sealed class WorkerFrame : IDisposable
{
    private const int FirstRead = 1 << 16;
    private readonly PooledBytes _bytes = new();
    private int _position;

    /// <summary>Begins a message.</summary>
    public void Begin()
    {
        _bytes.Reset();
        Write(0);
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.Free(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.Free(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    public void Write(string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        Write(utf8.Length);
        Write(utf8);
    }

    public void WriteShape(ReadOnlySpan<long> shape)
    {
        Write(shape.Length);
        foreach (var dimension in shape)
            Write(dimension);
    }

    /// <exception cref="IOException">The other side is gone.</exception>
    public void Send(Stream stream)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.Writable, _bytes.Length - sizeof(int));
        stream.Write(_bytes.Written.Span);
        stream.Flush();
    }

    /// <summary>Waits for a message.</summary>
    /// <exception cref="EndOfStreamException">The other side is gone.</exception>
    public void Receive(Stream stream)
    {
        _bytes.Reset();
        Fill(stream, sizeof(int));
        Fill(stream, checked(sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(_bytes.Written.Span)));
        _position = sizeof(int);
    }

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public string ReadText() => System.Text.Encoding.UTF8.GetString(Take(ReadInt32()));

    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = _bytes.Written.Span.Slice(_position, count);
        _position += count;
        return taken;
    }

    public long[] ReadShape()
    {
        var shape = new long[ReadInt32()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = ReadInt64();
        return shape;
    }

    public void WriteTensor(Tensor tensor)
    {
        WriteShape(tensor.Shape);
        Write(tensor.Length);
        Write(tensor.Payload);
    }

    public void ReadTensor(Tensor tensor)
    {
        Span<long> shape = stackalloc long[ReadInt32()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = ReadInt64();
        tensor.SetShape(shape);
        var bytes = Take(ReadInt32());
        bytes.CopyTo(tensor.Resize(bytes.Length));
    }

    public void Dispose() => _bytes.Dispose();

    private void Fill(Stream stream, int length)
    {
        while (_bytes.Length < length)
        {
            var read = stream.Read(_bytes.Free(Math.Max(length - _bytes.Length, FirstRead)));
            if (read == 0)
                throw new EndOfStreamException("the other side of the pipe is gone");
            _bytes.Advance(read);
        }
    }
}
