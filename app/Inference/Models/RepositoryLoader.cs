using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;

namespace Platform.Inference.Models;

/// <summary>Brings what the repository's folder holds into service: all of it at the start, and later what has changed.</summary>
internal sealed partial class RepositoryLoader(
    IOptions<ModelsOptions> options, ModelRepository models, ModelLoader loader, MemoryBudget budget, ILogger<RepositoryLoader> logger)
{
    private readonly string _root = options.Value.EffectiveRoot;
    private readonly Dictionary<string, string> _lastSeen = [];
    private readonly HashSet<string> _ignored = [];
    private readonly HashSet<string> _notReleased = [];
    private readonly SemaphoreSlim _changes = new(1);
    private List<ModelEntry> _entries = [];
    private List<ModelFile> _unloaded = [];
    private volatile bool _isWarm;

    /// <summary>What became of each version folder; until the warm-up is over, of those loaded so far.</summary>
    public IReadOnlyList<ModelEntry> Entries => _entries;

    /// <summary>Those that are left out since they were asked to be.</summary>
    public IReadOnlyList<ModelFile> Unloaded => _unloaded;

    /// <summary>Loads every version there is. Those that fail are reported and left out.</summary>
    /// <exception cref="ModelLoadException">There is no such folder, nothing in it can be served, or a required model cannot.</exception>
    public void Load()
    {
        if (!Directory.Exists(_root))
            throw new ModelLoadException(
                $"the model repository '{_root}' does not exist; set Models:Root to a folder of <model>/<version>/model.onnx");

        _entries = [.. ModelFile.Scan(_root, Ignore).Select(file => TryLoad(file, null))];
        Check();
        Publish(_entries);
    }

    /// <summary>
    /// Warms up what has been loaded; each version is ready as soon as it is warm. Those that fail are reported and left out.
    /// </summary>
    /// <exception cref="ModelLoadException">Nothing is left that can be served, or a required model cannot.</exception>
    public async Task WarmUpAsync()
    {
        _entries = [.. await Task.WhenAll(_entries.Select(entry => WarmUpAsync(entry, null)))];
        Publish(_entries);
        Check();
        foreach (var version in _entries.Select(entry => entry.Loaded).OfType<ModelVersion>())
            await MemoryLessons.TakeAsync(version);
        Measure();
        _isWarm = true;
    }

    /// <summary>
    /// Loads and warms up what is new or changed, then swaps it in; drops what is gone. A file that fails leaves the version before it in
    /// service.
    /// </summary>
    public async Task RefreshAsync()
    {
        // Until then the entries are the warm-up's.
        if (!_isWarm)
            return;
        await _changes.WaitAsync();
        try
        {
            await RefreshNowAsync();
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Loads a model's versions, as they are in the folder, whether they are loaded or not.</summary>
    /// <exception cref="ProtocolException">404: the folder has no such model. 503: a version cannot be loaded, and the one before it
    /// stays.</exception>
    public Task LoadAsync(string model) => ChangeAsync(async () =>
    {
        var files = ModelFile.Scan(_root, Ignore).Where(file => file.Model == model).ToList();
        if (files.Count == 0)
            throw NotFound(model);
        var loaded = new List<ModelEntry>();
        foreach (var file in files)
            loaded.Add(await LoadWarmAsync(file, _entries.Find(entry => entry.File.Path == file.Path)?.Loaded));
        _unloaded = [.. _unloaded.Where(file => file.Model != model)];
        Serve([.. _entries.Where(entry => entry.File.Model != model), .. loaded]);
        if (loaded.Find(entry => entry.Failure is not null) is { } failed)
            throw new ProtocolException(
                Fault.Unavailable, $"model '{model}' version {failed.File.Number} could not be loaded: {failed.Failure}");
    });

    /// <summary>Serves a model no more, until it is loaded again or the server starts anew. Its requests are answered still.</summary>
    /// <exception cref="ProtocolException">404: no such model is served.</exception>
    public Task UnloadAsync(string model) => ChangeAsync(() =>
    {
        var gone = _entries.Where(entry => entry.File.Model == model).ToList();
        if (gone.Count == 0)
            throw NotFound(model);
        _unloaded = [.. _unloaded, .. gone.Select(entry => entry.File)];
        Serve([.. _entries.Except(gone)]);
        return Task.CompletedTask;
    });

    private static ProtocolException NotFound(string model) => new(Fault.NotFound, $"model '{Quote.Short(model)}' not found");

    private async Task ChangeAsync(Func<Task> change)
    {
        if (!_isWarm)
            throw new ProtocolException(Fault.Unavailable, "the server is still loading its models; try again later");
        await _changes.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            _changes.Release();
        }
    }

    private void Serve(List<ModelEntry> entries)
    {
        _entries = entries;
        Publish(entries);
        Measure();
    }

    private async Task RefreshNowAsync()
    {
        var unreadable = new HashSet<string>();
        var files = ModelFile.Scan(_root, Ignore, unreadable).FindAll(file => !_unloaded.Exists(unloaded => unloaded.Model == file.Model));
        // Of these it is not known whether they have changed, so they go on as they are.
        var entries = _entries.Where(entry => unreadable.Contains(entry.File.Model)).ToList();
        foreach (var file in files)
        {
            var known = _entries.Find(entry => entry.File.Path == file.Path);
            if (known?.File.Stamp != file.Stamp && IsSettled(file))
                entries.Add(await LoadWarmAsync(file, known?.Loaded));
            else if (known is not null)
                entries.Add(known);
        }

        if (entries.SequenceEqual(_entries))
            return;
        foreach (var gone in _entries.Where(entry => !entries.Contains(entry) && !files.Exists(file => file.Path == entry.File.Path)))
            LogGone(gone.File.Model, gone.File.Number);
        Serve(entries);
    }

    private void Measure() => budget.Measure(_entries.Sum(entry => entry.Loaded?.ResidentBytes ?? 0));

    /// <summary>A file that looks as it did the last time is no longer being written.</summary>
    private bool IsSettled(ModelFile file)
    {
        var settled = _lastSeen.TryGetValue(file.Path, out var stamp) && stamp == file.Stamp;
        _lastSeen[file.Path] = file.Stamp;
        return settled;
    }

    private async Task<ModelEntry> LoadWarmAsync(ModelFile file, ModelVersion? before)
    {
        var loaded = TryLoad(file, before);
        var warm = await WarmUpAsync(loaded, before);
        if (warm.Failure is null)
            await MemoryLessons.TakeAsync(warm.Loaded!);
        if (warm != loaded)
            loaded.Loaded!.Drop();
        return warm;
    }

    private ModelEntry TryLoad(ModelFile file, ModelVersion? before)
    {
        try
        {
            var version = loader.Load(file);
            foreach (var finding in version.Findings)
                LogFinding(version.Name, version.Version, finding);
            return new ModelEntry(file, version, null);
        }
        catch (Exception exception)
        {
            return LeaveOut(file, before, exception);
        }
    }

    private async Task<ModelEntry> WarmUpAsync(ModelEntry entry, ModelVersion? before)
    {
        if (entry.Failure is not null)
            return entry;
        var version = entry.Loaded!;
        try
        {
            await version.WarmUpAsync();
            if (version.WarmUpFailure is { } refused)
                LogWarmUpRefused(version.Name, version.Version, refused);
        }
        catch (Exception exception)
        {
            return LeaveOut(entry.File, before, exception);
        }

        LogReady(version.Name, version.Version);
        return entry;
    }

    /// <summary>Whatever a model throws is that model's failure, and no one else's.</summary>
    private ModelEntry LeaveOut(ModelFile file, ModelVersion? before, Exception exception)
    {
        if (exception is ModelLoadException)
            LogBroken(file.Path, exception.Message, exception.InnerException is { } cause ? $". {cause.Message}" : "");
        else
            LogFailed(exception, file.Path);
        return new ModelEntry(
            file, before, exception is ModelLoadException ? exception.Message : "the server failed to load it; its log says why");
    }

    private void Check()
    {
        if (_entries.Count == 0)
            throw new ModelLoadException(
                $"the model repository '{_root}' holds no <model>/<version>/model.onnx, where <version> is a positive integer");
        if (_entries.TrueForAll(entry => entry.Loaded is null))
            throw new ModelLoadException($"none of the models in '{_root}' can be served:{Reasons(_entries)}");
        var broken = _entries.Where(entry => entry.Failure is not null && options.Value.IsRequired(entry.File.Model)).ToList();
        if (broken.Count > 0)
            throw new ModelLoadException($"models that the server must have cannot be served:{Reasons(broken)}");
        foreach (var required in options.Value.Required ?? [])
            RequireHeld("Models:Required", required);
        if (options.Value.EffectiveDefault is { } name)
            RequireHeld("Models:Default", name);
    }

    private void RequireHeld(string setting, string model)
    {
        if (!_entries.Exists(entry => entry.File.Model == model))
            throw new ModelLoadException($"{setting} names '{model}', which the model repository '{_root}' does not hold");
    }

    private void Publish(List<ModelEntry> entries)
    {
        foreach (var (model, problem) in models.Publish(entries))
            if (_notReleased.Add($"{model}: {problem}"))
                LogNotReleased(model, problem);
    }

    /// <summary>Says so once, and not each time the repository is looked at.</summary>
    private void Ignore(string folder, string reason)
    {
        if (_ignored.Add(folder))
            LogIgnored(folder, reason);
    }

    private static string Reasons(IEnumerable<ModelEntry> entries) => string.Concat(
        from entry in entries where entry.Failure is not null select $"{Environment.NewLine}  {entry.File.Path}: {entry.Failure}");

    [LoggerMessage(1, LogLevel.Error, "{File} is left out: {Reason}{Detail}")]
    private partial void LogBroken(string file, string reason, string detail);

    [LoggerMessage(7, LogLevel.Error, "{File} is left out: loading it or its first run failed")]
    private partial void LogFailed(Exception exception, string file);

    [LoggerMessage(2, LogLevel.Information, "Model '{Model}' version {Version} is ready")]
    private partial void LogReady(string model, string version);

    [LoggerMessage(3, LogLevel.Warning, "Model '{Model}' version {Version} refused its warm-up run: {Reason}")]
    private partial void LogWarmUpRefused(string model, string version, string reason);

    [LoggerMessage(4, LogLevel.Information, "Model '{Model}' version {Version} is gone from the repository and no longer served")]
    private partial void LogGone(string model, int version);

    [LoggerMessage(9, LogLevel.Information, "Model '{Model}' version {Version}: {Finding}")]
    private partial void LogFinding(string model, string version, Finding finding);

    [LoggerMessage(32, LogLevel.Error, "Model '{Model}' has nothing released: {Problem}")]
    private partial void LogNotReleased(string model, string problem);

    [LoggerMessage(8, LogLevel.Warning, "{Folder} is not part of the model repository: {Reason}")]
    private partial void LogIgnored(string folder, string reason);
}
