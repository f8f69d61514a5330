using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Platform.Inference.Execution;

/// <summary>
/// Runs work on the thread that reads requests, after those that have arrived: on one processor that spares a switch to another
/// thread and back for each batch. Work comes to that thread as requests do, by a socket that it waits for.
/// </summary>
/// <seealso cref="SingleProcessor"/>
internal sealed partial class ReadingThread
{
    private const int LocalSockets = 1, Streams = 1;

    private readonly Lock _lock = new();
    private readonly Socket _knocker;
    private readonly Socket _door;
    private readonly SocketAsyncEventArgs _knocks = new();
    private List<IThreadPoolWorkItem> _waiting = [];
    private List<IThreadPoolWorkItem> _running = [];

    private ReadingThread(Socket knocker, Socket door)
    {
        (_knocker, _door) = (knocker, door);
        _knocks.SetBuffer(new byte[16]);
        _knocks.Completed += (_, _) => Run();
        Run();
    }

    /// <summary>Null where no thread both finds requests and reads them.</summary>
    public static ReadingThread? Instance { get; } = SingleProcessor.ReadsInline && OperatingSystem.IsLinux() ? TryCreate() : null;

    /// <summary>Awaited, has the rest of the method go on there, after what has arrived by now.</summary>
    public Handover Next() => new(rest => Queue(new Rest(rest)));

    /// <summary>Work must be short, as nothing is read meanwhile, and must not throw.</summary>
    public void Queue(IThreadPoolWorkItem work)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _waiting.Count == 0;
            _waiting.Add(work);
        }

        if (isFirst)
            _knocker.Send([1]);
    }

    /// <summary>.NET can make no such pair by itself, and a named socket would need a place in a file system that is read-only.</summary>
    private static ReadingThread? TryCreate()
    {
        Span<int> pair = stackalloc int[2];
        return SocketPair(LocalSockets, Streams, 0, pair) == 0 ? new ReadingThread(Own(pair[0]), Own(pair[1])) : null;
    }

    private static Socket Own(int descriptor) => new(new SafeSocketHandle(descriptor, ownsHandle: true)) { Blocking = false };

    /// <summary>
    /// Listens before it runs what there is: what that queues in turn comes after what has arrived by then, as a knock that nobody waits for
    /// would be answered at once. Whoever knocked has put work there before, so none is left behind.
    /// </summary>
    private void Run()
    {
        // Only who finds nothing waiting knocks, so that this ends
        while (!_door.ReceiveAsync(_knocks))
        {
        }

        lock (_lock)
            (_waiting, _running) = (_running, _waiting);
        foreach (var work in _running)
            work.Execute();
        _running.Clear();
    }

    private sealed class Rest(Action rest) : IThreadPoolWorkItem
    {
        public void Execute() => rest();
    }

    [LibraryImport("libc", EntryPoint = "socketpair")]
    private static partial int SocketPair(int domain, int type, int protocol, Span<int> pair);
}
