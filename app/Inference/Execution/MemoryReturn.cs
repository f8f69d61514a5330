using Platform.Inference.Buffers;

namespace Platform.Inference.Execution;

/// <summary>Gives memory that is not used any more back to the system: .NET and the C library both keep it otherwise.</summary>
internal static class MemoryReturn
{
    public static void Now()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.Trim();
    }
}
