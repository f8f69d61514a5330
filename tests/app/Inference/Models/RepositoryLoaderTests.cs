using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Models;

/// <summary>Models that fail in ways that nobody has thought of, and folders that are none.</summary>
public sealed class RepositoryLoaderTests : IDisposable
{
    private const string Failed = "model 'bad' version 1 could not be loaded: the server failed to load it; its log says why";
    private readonly ModelFolder _folder = new();
    private readonly FailingTime _time = new();
    private readonly LoadLog _log = new();

    public RepositoryLoaderTests() => _folder.AddIdentity("bad", ModelFolder.Fp32, [-1]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_OfAModelThatThrowsAnything_FailsItAlone()
    {
        using var models = Create(out var loader);
        _folder.AddIdentity("good", ModelFolder.Fp32, [-1]);
        _time.FailingTimers = 1;

        loader.Load();

        AssertOnlyBadFailed(models);
    }

    [Fact]
    public async Task WarmUp_OfAModelThatThrowsAnything_FailsItAlone()
    {
        using var models = Create(out var loader);
        _folder.AddIdentity("good", ModelFolder.Fp32, [-1]);
        loader.Load();
        _time.FailingTimestamps = 1;

        await loader.WarmUpAsync();

        AssertOnlyBadFailed(models);
        Assert.True(models.Find("good").IsReady(null));
    }

    [Fact]
    public async Task WarmUp_OfTheOnlyModelThatThrowsAnything_EndsTheServer()
    {
        using var models = Create(out var loader);
        loader.Load();
        _time.FailingTimestamps = 1;

        var exception = await Assert.ThrowsAsync<ModelLoadException>(loader.WarmUpAsync);

        Assert.StartsWith($"none of the models in '{_folder.Path}' can be served:", exception.Message);
    }

    [Fact]
    public async Task Refresh_WithAVersionWhoseWarmUpThrowsAnything_KeepsTheOneBefore()
    {
        using var models = Create(out var loader);
        loader.Load();
        await loader.WarmUpAsync();
        var before = models.Find("bad").Default;
        File.SetLastWriteTimeUtc(_folder.AddIdentity("bad", ModelFolder.Fp32, [-1]), DateTime.UnixEpoch);

        await loader.RefreshAsync();
        _time.FailingTimestamps = 1;
        await loader.RefreshAsync();

        Assert.Same(_time.Failure, Assert.Single(_log.Exceptions));
        Assert.Same(before, models.Find("bad").Default);
        Assert.NotNull(before!.TryRentJob());
    }

    [Fact]
    public void Load_OfAModelThatCannotBeServed_LogsTheReason()
    {
        using var models = Create(out var loader);
        var settings = _folder.AddIdentity("odd", ModelFolder.Fp32, [-1], """{"threads":-1}""");
        var content = _folder.Add("wrong", null);

        loader.Load();

        Assert.Collection(
            _log.Lines,
            line => Assert.Equal($"1 {settings} is left out: model.json sets threads to -1; expected at least 0", line),
            line => Assert.StartsWith($"1 {content} is left out: ONNX Runtime refuses its graph: ", line));
    }

    [Fact]
    public async Task Folders_ThatAreNoModelsAndVersions_AreNamedOnceWithTheReason()
    {
        using var models = Create(out var loader);
        foreach (var folder in (string[])["my model/1", "bad/latest", "bad/02", "..data/1", "bad/.git"])
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));

        loader.Load();
        await loader.WarmUpAsync();
        await loader.RefreshAsync();

        Assert.Equal(
            [
                $"8 {Path.Combine(_folder.Path, "bad", "02")} is not part of the model repository: a version is a whole number from 1 to "
                + "2147483647, without leading zeros",
                $"8 {Path.Combine(_folder.Path, "bad", "latest")} is not part of the model repository: a version is a whole number from 1 "
                + "to 2147483647, without leading zeros",
                $"8 {Path.Combine(_folder.Path, "my model")} is not part of the model repository: a model's name has 1 to 128 characters "
                + "of a-z, A-Z, 0-9, '_', '-' and '.'",
            ],
            _log.Lines.Where(line => line.StartsWith("8 ", StringComparison.Ordinal)));
    }

    private void AssertOnlyBadFailed(ModelRepository models)
    {
        Assert.Equal(Failed, Assert.Throws<ProtocolException>(() => models.Find("bad").Find(null)).Message);
        Assert.NotNull(models.Find("good").Default);
        Assert.Same(_time.Failure, Assert.Single(_log.Exceptions));
    }

    private ModelRepository Create(out RepositoryLoader loader)
    {
        var options = Options.Create(new ModelsOptions { Root = _folder.Path });
        var models = new ModelRepository(options);
        loader = new RepositoryLoader(
            options, models, ServerLoader.Create(_time, NullLogger<ModelLoader>.Instance), new MemoryBudget(0), _log);
        return models;
    }

    /// <summary>
    /// Time that throws when a model is loaded, or queues its first run, which are the first to ask for it. Runs that are under way ask for it
    /// too, on threads that know nothing of the test, where nobody would catch it.
    /// </summary>
    private sealed class FailingTime : TimeProvider
    {
        private readonly AsyncLocal<StrongBox<int>?> _timestamps = new(), _timers = new();

        public Exception Failure { get; } = new InvalidOperationException("unforeseen");

        public int FailingTimers
        {
            set => _timers.Value = new(value);
        }

        public int FailingTimestamps
        {
            set => _timestamps.Value = new(value);
        }

        public override long GetTimestamp() => Fails(_timestamps) ? throw Failure : base.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => Fails(_timers) ? throw Failure : base.CreateTimer(callback, state, dueTime, period);

        private static bool Fails(AsyncLocal<StrongBox<int>?> left) => left.Value is { } count && count.Value-- > 0;
    }

    private sealed class LoadLog : ILogger<RepositoryLoader>
    {
        public List<Exception> Exceptions { get; } = [];

        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Add($"{eventId.Id} {formatter(state, exception)}");
            if (exception is not null)
                Exceptions.Add(exception);
        }
    }
}
