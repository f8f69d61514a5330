using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Protocol;

namespace Platform.Inference.Models;

/// <summary>The models being served: an immutable picture that is replaced as a whole.</summary>
internal sealed partial class ModelRepository(IOptions<ModelsOptions> options, ModelLoader loader, ILogger<ModelRepository> logger) : IDisposable
{
    private FrozenDictionary<string, Model> _models = FrozenDictionary<string, Model>.Empty;

    /// <summary>By name, ascending.</summary>
    public IEnumerable<Model> Models => _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    /// <summary>True when every version that could be loaded has been warmed up.</summary>
    public bool IsReady => _models.Count > 0 && _models.Values.All(model => model.Versions.All(version => version.IsReady));

    /// <exception cref="ProtocolException">404: no model of this name, compared case-sensitively.</exception>
    public Model Find(string name) => _models.TryGetValue(name, out var model)
        ? model
        : throw new ProtocolException(StatusCodes.Status404NotFound, $"model '{Quote.Short(name)}' not found");

    /// <summary>The model behind <c>/predict</c>: Models:Default, or the only one with named features.</summary>
    /// <exception cref="ProtocolException">404: there is none, or several and no setting.</exception>
    public Model FindDefault()
    {
        if (options.Value.Default is { } name)
            return Find(name);
        var candidates = Models.Where(model => model.Default?.Predict is not null).ToList();
        return candidates is [var only] ? only : throw new ProtocolException(
            StatusCodes.Status404NotFound,
            candidates.Count == 0
                ? "no model here takes named features; use /v2/models/{name}/infer"
                : $"several models take named features; use /models/{{name}}/predict with one of {string.Join(", ", candidates.Select(model => model.Name))}");
    }

    /// <summary>A job for a request to this model; return it to its <see cref="InferenceJob.Model"/>.</summary>
    /// <exception cref="ProtocolException">404 for an unknown model or version, 503 for one that is not ready.</exception>
    public InferenceJob RentJob(string name, string? version)
    {
        while (true)
        {
            var found = Find(name).Find(version);
            if (!found.IsReady)
                throw new ProtocolException(StatusCodes.Status503ServiceUnavailable, $"model '{name}' version {found.Version} is still loading; try again later");
            // Null only when a newer picture is already in place.
            if (found.TryRentJob() is { } job)
                return job;
        }
    }

    /// <summary>Loads every version there is. Those that fail are reported and left out.</summary>
    /// <exception cref="ModelLoadException">There is no such folder, nothing in it can be served, or a required model cannot.</exception>
    public void Load()
    {
        var root = options.Value.EffectiveRoot;
        if (!Directory.Exists(root))
            throw new ModelLoadException($"the model repository '{root}' does not exist; set Models:Root to a folder of <model>/<version>/model.onnx");

        _models = ModelFile.Scan(root).GroupBy(file => file.Model).Select(LoadModel).ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);

        if (_models.Count == 0)
            throw new ModelLoadException($"the model repository '{root}' holds no <model>/<version>/model.onnx, where <version> is a positive integer");
        if (_models.Values.All(model => model.Versions.Length == 0))
            throw new ModelLoadException($"none of the models in '{root}' can be served:{Reasons(root, _models.Values)}");
        var broken = _models.Values.Where(model => model.Failures.Count > 0 && options.Value.IsRequired(model.Name)).ToList();
        if (broken.Count > 0)
            throw new ModelLoadException($"models that the server must have cannot be served:{Reasons(root, broken)}");
        foreach (var required in options.Value.Required ?? [])
            if (!_models.ContainsKey(required))
                throw new ModelLoadException($"Models:Required names '{required}', which the model repository '{root}' does not hold");
    }

    public void Dispose()
    {
        foreach (var version in _models.Values.SelectMany(model => model.Versions))
        {
            version.Abort();
            version.Drop();
        }
    }

    public Task WarmUpAsync() => Task.WhenAll(_models.Values.SelectMany(model => model.Versions).Select(WarmUpAsync));

    private async Task WarmUpAsync(ModelVersion version)
    {
        if (await version.WarmUpAsync() is { } refused)
            LogWarmUpRefused(version.Name, version.Version, refused.InnerException?.Message ?? refused.Message);
        LogReady(version.Name, version.Version);
    }

    private Model LoadModel(IGrouping<string, ModelFile> files)
    {
        var versions = new List<ModelVersion>();
        var failures = new Dictionary<int, string>();
        foreach (var file in files)
        {
            try
            {
                versions.Add(loader.Load(file));
            }
            catch (ModelLoadException exception)
            {
                LogBroken(file.Path, exception.Message, exception.InnerException?.Message);
                failures[file.Number] = exception.Message;
            }
        }

        return new Model(files.Key, [.. versions], failures);
    }

    private static string Reasons(string root, IEnumerable<Model> models) => string.Concat(
        from model in models
        from failure in model.Failures
        select $"{Environment.NewLine}  {Path.Combine(root, model.Name, failure.Key.ToString(), "model.onnx")}: {failure.Value}");

    [LoggerMessage(1, LogLevel.Error, "{File} is left out: {Reason}. {Detail}")]
    private partial void LogBroken(string file, string reason, string? detail);

    [LoggerMessage(2, LogLevel.Information, "Model '{Model}' version {Version} is ready")]
    private partial void LogReady(string model, string version);

    [LoggerMessage(3, LogLevel.Warning, "Model '{Model}' version {Version} refused its warm-up run: {Reason}")]
    private partial void LogWarmUpRefused(string model, string version, string reason);
}
