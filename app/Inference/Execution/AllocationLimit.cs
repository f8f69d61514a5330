using System.Runtime.InteropServices;

namespace Platform.Inference.Execution;

/// <summary>
/// What the process may still allocate, held by the system. Values of a small request can ask a graph for results of any size
/// (<c>Expand</c>, <c>Range</c>, a <c>Loop</c> that doubles), which no estimate sees before the run; with a limit of its own the
/// allocation fails, and one request with it, where the container's limit would kill the process and all requests.
/// </summary>
/// <remarks>It counts private memory that can be written, touched or not, so it is set anew from what there is, again and again.</remarks>
/// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
internal static partial class AllocationLimit
{
    private const int Data = 2, Stack = 3;

    /// <summary>The C library's choice where stacks have no limit.</summary>
    private const long DefaultStack = 2 << 20;

    /// <summary>Of the whole, left for what the container counts besides: buffers of connections, tables of pages.</summary>
    private const int SparePart = 16;

    private static readonly UntouchedMemory _untouched = new();

    private static bool _isShort;

    /// <summary>Whether runs that go on are to be ended, as what they take piece by piece leaves nothing for the runtime.</summary>
    public static bool IsShort
    {
        get => Volatile.Read(ref _isShort);
        set => Volatile.Write(ref _isShort, value);
    }

    public static long Spare(long limit) => limit / SparePart;

    /// <param name="limit">Bytes that the process may have in all.</param>
    /// <param name="elsewhere">Bytes that its workers have.</param>
    /// <returns>Bytes that all of them have, and the same with those that are about to be used.</returns>
    public static (long Resident, long Held) Hold(long limit, long elsewhere)
    {
        // All in one look, between two of which a graph may fill much
        if (!OperatingSystem.IsLinux()
            || ProcessStatus.ReadNumbers("self", "VmData:", "RssAnon:", "VmRSS:", "Threads:")
                is not [> 0 and var allocated, > 0 and var used, var own, var threads]
            || GetLimit(Data, out var current) != 0)
            return (Environment.WorkingSet + elsewhere, Environment.WorkingSet + elsewhere);
        var resident = own + elsewhere;
        var held = resident + _untouched.Look(allocated - (threads * StackBytes()), used, RunsInProgress.Instance.TryTurn());
        // Less than the spare, and the runtime itself could not go on.
        var spare = Spare(limit);
        var more = Math.Max(limit - spare - held, spare);
        current.Soft = (nuint)Math.Min((ulong)(allocated + more), current.Hard);
        // Where that is not allowed, everything goes on as without it.
        _ = SetLimit(Data, current);
        return (resident, held);
    }

    /// <summary>Gives the spare to a process that cannot even be looked at for want of memory. Takes none itself.</summary>
    public static void Loosen(long limit)
    {
        if (!OperatingSystem.IsLinux() || GetLimit(Data, out var current) != 0 || current.Soft == current.Hard)
            return;
        current.Soft = Math.Min(current.Soft + (nuint)Spare(limit), current.Hard);
        _ = SetLimit(Data, current);
    }

    /// <summary>Of each thread, whatever it uses of it.</summary>
    private static long StackBytes()
        => GetLimit(Stack, out var stack) == 0 && stack.Soft <= int.MaxValue ? (long)stack.Soft : DefaultStack;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Bounds bounds);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Bounds bounds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Bounds
    {
        public nuint Soft;
        public nuint Hard;
    }
}
