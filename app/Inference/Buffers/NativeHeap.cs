using System.Runtime.InteropServices;

namespace Platform.Inference.Buffers;

/// <summary>The heap of the C library, where it is glibc's: ONNX Runtime's memory and <see cref="LargeBlock"/>'s.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/mallopt.3.html"/>
internal static partial class NativeHeap
{
    /// <summary>The size from which memory is mapped by itself, and so unmapped when it is freed.</summary>
    private const int MapThreshold = -3;

    private static readonly bool _isThere = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    /// <summary>
    /// Has what is large mapped by itself. Left alone, glibc raises that size with what is freed, up to 32 MB, and keeps all below. Must
    /// come before anything of ONNX Runtime.
    /// </summary>
    public static void MapLarge()
    {
        if (_isThere)
            _ = SetOption(MapThreshold, LargeBlock.LeastBytes);
    }

    /// <summary>Gives back what is kept: texts become many small strings, which stay for later ones when they are freed.</summary>
    public static void Trim()
    {
        if (_isThere)
            _ = Trim(0);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
