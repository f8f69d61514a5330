using System.Globalization;
using System.Runtime.InteropServices;

namespace Platform.Inference.Execution;

/// <summary>What Linux is told of the thread that calls; elsewhere nothing. Where Linux does not take it, all works as well, if later.</summary>
internal static partial class LinuxScheduler
{
    private const int ProcessPriority = 0, OwnThread = 0, Low = 10;

    /// <summary>The least that Linux takes, in nanoseconds.</summary>
    public const ulong ShortestSlice = 100_000;

    /// <summary>In nanoseconds; Linux's own choice is 0.7 ms on one processor, and more on several.</summary>
    public const ulong ShortSlice = 200_000;

    /// <summary>
    /// Whether all threads of the process share one processor. Where they have a share of several instead, which a container's limit of
    /// processor time is, none keeps another from running.
    /// </summary>
    public static bool HasOneProcessor
        => OperatingSystem.IsLinux()
        && int.TryParse(ProcessStatus.ReadText("self", "Cpus_allowed_list:"), CultureInfo.InvariantCulture, out _);

    /// <summary>Has the thread go after those of normal priority.</summary>
    public static void Lower()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(ProcessPriority, OwnThread, Low);
    }

    /// <summary>
    /// Has the thread, and those that it starts from now on, run for less at a time, so that none waits long for another: from Linux 6.12
    /// on, a thread that runs gives way only when it has had its slice, unless the slices of one that wakes are shorter. Slices end when a
    /// thread wakes or with the system's tick, so that what has nothing to wait for is not interrupted more often.
    /// </summary>
    /// <param name="slice">In nanoseconds.</param>
    /// <seealso href="https://docs.kernel.org/scheduler/sched-eevdf.html"/>
    /// <seealso href="https://man7.org/linux/man-pages/man2/sched_setattr.2.html"/>
    public static void ShortenSlices(ulong slice)
    {
        if (!OperatingSystem.IsLinux() || CallNumbers is not var (get, set))
            return;
        var attributes = default(Attributes);
        if (GetAttributes(get, OwnThread, ref attributes, (uint)Marshal.SizeOf<Attributes>(), 0) != 0)
            return;
        attributes.Runtime = slice;
        _ = SetAttributes(set, OwnThread, ref attributes, 0);
    }

    /// <summary>Has the thread sleep for less than .NET can: its least is a millisecond.</summary>
    public static void Pause(int microseconds) => _ = Sleep((uint)microseconds);

    /// <summary>Of <c>sched_getattr</c> and <c>sched_setattr</c>, which C libraries have functions for only of late.</summary>
    private static (long Get, long Set)? CallNumbers => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

    /// <seealso href="https://man7.org/linux/man-pages/man2/setpriority.2.html#NOTES"/>
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long GetAttributes(long number, long who, ref Attributes attributes, ulong size, ulong flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SetAttributes(long number, long who, ref Attributes attributes, ulong flags);

    /// <summary>Linux's <c>sched_attr</c>, as of its first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
