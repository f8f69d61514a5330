using Platform.Inference.Json;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Collection.Records;

/// <summary>
/// Lines in memory, a file's together, until they go to the store. They are on no disk of the server, so that nothing of a pseudonym whose
/// consent is gone comes to light later; what the store does not take for long is dropped. Used by one thread.
/// </summary>
internal sealed partial class RecordSink(
    CollectOptions options, ConsentWatch watch, IUsageStore store, (CollectCounts Counts, TimeProvider Time) seen,
    ILogger<RecordSink> logger)
    : IDisposable
{
    /// <summary>Files that are written at once.</summary>
    private const int AtOnce = 4;

    private readonly Dictionary<FileKey, RecordFile> _files = [];
    private readonly PooledBytes _line = new();
    private readonly References _references = new(store);

    // Unique among all servers that ever ran: the host, its process, and when that began
    private readonly string _instance =
        $"{Environment.MachineName}-{Environment.ProcessId:x}-{seen.Time.GetUtcNow().ToUnixTimeMilliseconds():x}";

    private long _waiting;
    private bool _isFailing;

    /// <summary>Bytes of lines that are not in the store yet.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes what is still agreed to.</summary>
    public void Write(ICollected collected)
    {
        if (Allowed(collected.Ticket) == Purposes.None)
            seen.Counts.Drop(DropReason.Consent);
        else if (Waiting >= options.BufferBytes)
            seen.Counts.Drop(DropReason.Store);
        else
            collected.Write(this);
    }

    /// <param name="collected">Whose line it is.</param>
    /// <param name="model">What it is of.</param>
    /// <param name="kind">Collection, and the event's kind.</param>
    /// <param name="times">When it was; of what is said of a call later, when the call was.</param>
    /// <param name="data">An array of rows.</param>
    public void Add(
        ICollected collected, RecordedModel model, (string Collection, string Event) kind,
        (DateTimeOffset At, DateTimeOffset? Call) times, ReadOnlySpan<byte> data)
    {
        _line.Reset();
        RecordEvent.Write(_line, (model.Name, model.Version), (kind.Event, collected.Ticket.RequestId), times, data);
        foreach (var (purpose, name) in Allowed(collected.Ticket).Each)
        {
            var file = FileOf(collected.Ticket.Pseudonym, (purpose, name), model, kind.Collection, times.At);
            file.Lines.Append(_line.Written.Span);
            file.Count++;
            _waiting += _line.Length;
            if (purpose == Purposes.Monitoring)
                _references.Want(name, model, times.At);
        }
    }

    /// <summary>Brings everything to the store; what it does not take stays, as long as there is room and consent.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var file in _files.Values.Where(file => file.Count > 0 && !Allowed(file.Pseudonym).HasFlag(file.Purpose)))
        {
            seen.Counts.Drop(DropReason.Consent, file.Count);
            Forget(file);
        }

        try
        {
            await Parallel.ForEachAsync(
                _files.Values.Where(file => file.Count > 0).ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, FlushAsync);
            await _references.FlushAsync(cancellationToken);
            if (_isFailing)
                LogRecovered(store.Name);
            _isFailing = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Azure.RequestFailedException
            or Azure.Identity.AuthenticationFailedException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (!_isFailing)
                LogFailing(store.Name, exception.Message);
            _isFailing = true;
        }

        foreach (var (key, old) in _files.Where(file => file.Value.Count == 0 && file.Value.Ends <= seen.Time.GetUtcNow()).ToList())
        {
            _files.Remove(key);
            old.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _line.Dispose();
    }

    private async ValueTask FlushAsync(RecordFile file, CancellationToken cancellationToken)
    {
        var (bytes, count) = (file.Lines.Length, file.Count);
        await file.FlushAsync(store, cancellationToken);
        Interlocked.Add(ref _waiting, -bytes);
        seen.Counts.Store(count);
    }

    private void Forget(RecordFile file)
    {
        Interlocked.Add(ref _waiting, -file.Lines.Length);
        file.Clear();
    }

    private RecordFile FileOf(
        string pseudonym, (Purposes Purpose, string Name) purpose, RecordedModel model, string collection, DateTimeOffset at)
    {
        var key = new FileKey(pseudonym, purpose.Purpose, model.Name, model.Version, collection, at.UtcTicks / TimeSpan.TicksPerHour);
        if (_files.TryGetValue(key, out var file))
            return file;
        var name = RecordFile.Path(purpose.Name, (model.Name, model.Version), collection, at, $"{pseudonym}-{_instance}.jsonl");
        return _files[key] = new RecordFile(pseudonym, purpose.Purpose, name, RecordFile.EndOf(at));
    }

    private Purposes Allowed(CollectTicket ticket) => Allowed(ticket.Pseudonym) & ticket.Purposes;

    private Purposes Allowed(string pseudonym) => watch.Current?.Consents.Of(pseudonym) ?? Purposes.None;

    /// <param name="Hour">Since the year 1.</param>
    private readonly record struct FileKey(string Pseudonym, Purposes Purpose, string Model, string Version, string Collection, long Hour);

    [LoggerMessage(
        82, LogLevel.Error, "Collected calls cannot be written to {Store}; they are kept while there is room, and then dropped: {Reason}")]
    private partial void LogFailing(string store, string reason);

    [LoggerMessage(83, LogLevel.Information, "Collected calls are written to {Store} again")]
    private partial void LogRecovered(string store);
}
