using System.ComponentModel;
using Platform.Inference.Execution;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Workers;

/// <summary>A model that runs in a worker, which is started again when it ends: at once, and later and later if it keeps ending.</summary>
internal sealed partial class WorkerRuntime : IModelRuntime
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(100), _lastDelay = TimeSpan.FromSeconds(30);

    /// <summary>A worker that lived so long is not one that keeps ending.</summary>
    private static readonly TimeSpan _stable = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ModelFile _file;
    private readonly ILogger _logger;
    private WorkerProcess? _worker;
    private TimeSpan _delay = TimeSpan.Zero;
    private long _startedAt;
    private string? _failure;
    private int _restarts;

    /// <exception cref="ModelLoadException">The worker cannot load the model, or ends while it does.</exception>
    public WorkerRuntime(ModelFile file, TimeProvider time, ILogger logger)
    {
        _file = file;
        Time = time;
        _logger = logger;
        Signature = Start();
    }

    public TimeProvider Time { get; }

    public Signature Signature { get; }

    public string? Failure => Volatile.Read(ref _failure);

    public int Restarts => Volatile.Read(ref _restarts);

    public int ProcessId => _worker?.Id ?? Environment.ProcessId;

    public long ResidentBytes => _worker?.ResidentBytes ?? 0;

    /// <exception cref="RefusedException">It has ended, and is being started again.</exception>
    public WorkerProcess Current => Failure is { } failure ? throw Refused(failure) : _worker!;

    public IExecutor CreateExecutor(bool joins) => new WorkerExecutor(this);

    /// <summary>Has another worker started for one that ended during a run.</summary>
    /// <returns>What to tell those whose run it was.</returns>
    public RefusedException Ended(WorkerProcess worker)
    {
        var code = worker.Exit.GetAwaiter().GetResult();
        Replace(worker, code);
        return Refused($"its process ended during a run with exit code {code}");
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stop.Cancel();
            _worker?.Dispose();
        }
    }

    private RefusedException Refused(string reason)
        => new($"model '{_file.Model}' version {_file.Number} cannot run now, as {reason}; try again later") { IsOfWorker = true };

    /// <summary>Starts a worker and waits until it has loaded the model.</summary>
    private Signature Start()
    {
        var worker = WorkerProcess.Start(_file);
        using var frame = new WorkerFrame();
        try
        {
            frame.Receive(worker.Answers);
            var signature = WorkerSignature.Read(frame);
            Take(worker);
            return signature;
        }
        catch (EndOfStreamException exception)
        {
            var code = worker.Exit.GetAwaiter().GetResult();
            worker.Dispose();
            throw new ModelLoadException($"the process that loads it ended with exit code {code}", exception);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Runs are this worker's from now on, until it ends.</summary>
    private void Take(WorkerProcess worker)
    {
        lock (_lock)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (_worker is { } before)
            {
                before.Dispose();
                Interlocked.Increment(ref _restarts);
            }

            _worker = worker;
            _startedAt = Time.GetTimestamp();
            Volatile.Write(ref _failure, null);
        }

        _ = WatchAsync(worker);
    }

    /// <summary>A worker may end when nobody asks anything of it, as the system takes one that is short of memory.</summary>
    private async Task WatchAsync(WorkerProcess worker) => Replace(worker, await worker.Exit);

    /// <summary>Has another worker started for one that has ended, whether its watch finds that out first or a run.</summary>
    private void Replace(WorkerProcess ended, int code)
    {
        lock (_lock)
        {
            if (_worker != ended || Failure is not null || _stop.IsCancellationRequested)
                return;
            var reason = $"its process ended with exit code {code}";
            Volatile.Write(ref _failure, $"{reason}, and is being started again");
            LogEnded(_file.Model, _file.Number, reason);
            _ = Task.Run(RestartAsync);
        }
    }

    private async Task RestartAsync()
    {
        if (Time.GetElapsedTime(_startedAt) > _stable)
            _delay = TimeSpan.Zero;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_delay, Time, _stop.Token);
                Lengthen();
                RequireSameFiles();
                Start();
                LogRestarted(_file.Model, _file.Number);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (exception is ModelLoadException or IOException or UnauthorizedAccessException
                or Win32Exception or OutOfMemoryException)
            {
                LogNotStarted(_file.Model, _file.Number, exception.Message);
            }
        }
    }

    private void Lengthen() => _delay = _delay == TimeSpan.Zero ? _firstDelay : _delay * 2 < _lastDelay ? _delay * 2 : _lastDelay;

    /// <summary>What has changed is loaded as another model, under the eyes of the one who watches the repository.</summary>
    private void RequireSameFiles()
    {
        if (_file.StampNow() != _file.Stamp)
            throw new ModelLoadException("its files have changed since");
    }

    [LoggerMessage(50, LogLevel.Error, "Model '{Model}' version {Version} is started again: {Reason}")]
    private partial void LogEnded(string model, int version, string reason);

    [LoggerMessage(51, LogLevel.Information, "Model '{Model}' version {Version} runs again")]
    private partial void LogRestarted(string model, int version);

    [LoggerMessage(52, LogLevel.Error, "Model '{Model}' version {Version} could not be started again, which is tried again: {Reason}")]
    private partial void LogNotStarted(string model, int version, string reason);
}
