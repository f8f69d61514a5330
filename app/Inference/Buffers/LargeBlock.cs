using System.Buffers;
using System.Runtime.InteropServices;
using Native = System.Runtime.InteropServices.NativeMemory;

namespace Platform.Inference.Buffers;

/// <summary>
/// Memory outside of .NET's heap, for what is large: the system has it back at once, where the heap would be collected for it, with all
/// requests waiting; and it mostly grows without a copy.
/// </summary>
internal sealed unsafe class LargeBlock : MemoryManager<byte>
{
    /// <summary>What is smaller is cheap to keep.</summary>
    public const int LeastBytes = 1 << 20;

    private readonly Allocation _allocation = new();

    /// <exception cref="OutOfMemoryException">The system does not give it.</exception>
    public LargeBlock(int length) => Grow(length);

    public int Length { get; private set; }

    /// <summary>Valid until it grows or is disposed.</summary>
    public nint Address => _allocation.Address;

    /// <summary>Keeps what it has. The rest holds anything.</summary>
    /// <exception cref="OutOfMemoryException">The system does not give it; what there was stays.</exception>
    public void Grow(int length)
    {
        _allocation.Resize(length);
        Length = length;
    }

    public void Free() => ((IDisposable)this).Dispose();

    public override Span<byte> GetSpan() => new((void*)Address, Length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)Address + elementIndex);

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        _allocation.Dispose();
        Length = 0;
    }

    /// <summary>Is freed too where its owner was forgotten.</summary>
    private sealed class Allocation() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        public nint Address => handle;

        public void Resize(int length)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            SetHandle((nint)Native.Realloc((void*)handle, (nuint)length));
        }

        protected override bool ReleaseHandle()
        {
            Native.Free((void*)handle);
            SetHandle(0);
            return true;
        }
    }
}
