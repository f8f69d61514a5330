using System.Globalization;
using System.Runtime.CompilerServices;
using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

/// <summary>What Linux says of threads, in threads of their own, as nothing of it can be taken back.</summary>
public sealed class LinuxSchedulerTests
{
    private const int NiceAt = 16;

    [SkippableFact]
    public void Lower_AThread_GoesAfterOthersAndLeavesThemAsTheyAre()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has priorities of threads");
        var before = Nice();

        Assert.Equal(10, InThread(() =>
        {
            LinuxScheduler.Lower();
            return Nice();
        }));

        Assert.Equal(before, Nice());
    }

    [SkippableFact]
    public void ShortenSlices_AThread_HasThemAndThoseThatItStarts()
    {
        var before = Slice();
        Skip.If(before is null, "this Linux does not say how long the slices of a thread are");

        var (own, child) = InThread(() =>
        {
            LinuxScheduler.ShortenSlices(150_000);
            return (Slice(), InThread(Slice));
        });

        Assert.Equal((150_000, 150_000), (own, child));
        Assert.Equal(before, Slice());
    }

    [Fact]
    public void ShortenSlices_OfLowPriority_KeepsIt() => Assert.Equal(OperatingSystem.IsLinux() ? 10 : Nice(), InThread(() =>
    {
        LinuxScheduler.Lower();
        LinuxScheduler.ShortenSlices(LinuxScheduler.ShortestSlice);
        return Nice();
    }));

    private static T InThread<T>(Func<T> work)
    {
        var result = new StrongBox<T>();
        var thread = new Thread(() => result.Value = work());
        thread.Start();
        thread.Join();
        return result.Value!;
    }

    private static int Nice()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var text = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[NiceAt], CultureInfo.InvariantCulture);
    }

    /// <summary>In nanoseconds; null where Linux is older than 6.12, or does not say.</summary>
    private static int? Slice()
    {
        const string status = "/proc/thread-self/sched";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("se.slice ")) : null;
        return line is null ? null : int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
