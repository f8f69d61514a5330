using System.Runtime.InteropServices;

namespace Platform.Inference.Execution;

/// <summary>Gives memory that is not used any more back to the system: .NET and the C library both keep it otherwise.</summary>
internal static partial class MemoryReturn
{
    private static readonly bool _canTrim = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    public static void Now()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        OfLibrary();
    }

    /// <summary>Texts become many small strings, which the library keeps for later ones when they are freed.</summary>
    public static void OfLibrary()
    {
        if (_canTrim)
            _ = Trim(0);
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
