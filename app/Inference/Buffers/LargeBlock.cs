using System.Buffers;
using System.Runtime.InteropServices;
using Native = System.Runtime.InteropServices.NativeMemory;

namespace Platform.Inference.Buffers;

/// <summary>
/// Memory outside of .NET's heap, for what is large: the system has it back at once, where the heap would be collected for it, with all
/// requests waiting; and it mostly grows without a copy.
/// </summary>
internal sealed unsafe partial class LargeBlock : MemoryManager<byte>
{
    /// <summary>What is smaller is cheap to keep.</summary>
    public const int LeastBytes = 1 << 20;

    /// <summary>Of glibc: the size from which memory is mapped by itself, and so unmapped when it is freed.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man3/mallopt.3.html"/>
    private const int MapThreshold = -3;

    private readonly Allocation _allocation = new();

    /// <summary>
    /// Left alone, glibc raises that size with what is freed, up to 32 MB, and keeps all below: of ONNX Runtime's, too.
    /// </summary>
    static LargeBlock()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _))
            _ = SetOption(MapThreshold, LeastBytes);
    }

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

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

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
