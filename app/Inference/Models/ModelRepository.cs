using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Platform.Inference.Faults;

namespace Platform.Inference.Models;

/// <summary>The models being served: an immutable picture that is replaced as a whole.</summary>
internal sealed class ModelRepository(IOptions<ModelsOptions> options) : IDisposable
{
    private FrozenDictionary<string, Model> _models = FrozenDictionary<string, Model>.Empty;
    private string? _onlyWithFeatures;

    /// <summary>By name, ascending.</summary>
    public IEnumerable<Model> Models => _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    /// <summary>True when every version that could be loaded has been warmed up.</summary>
    public bool IsReady => _models.Count > 0 && _models.Values.All(model => model.Versions.All(version => version.IsWarm));

    /// <exception cref="ProtocolException">404: no model of this name, compared case-sensitively.</exception>
    public Model Find(string name) => _models.TryGetValue(name, out var model)
        ? model
        : throw new ProtocolException(Fault.NotFound, $"model '{Quote.Short(name)}' not found");

    /// <summary>
    /// The model behind <c>/predict</c>: Models:Default, or the only one with named features, which then keeps that place for as long as
    /// the server runs, so that no model that is added later takes it away.
    /// </summary>
    /// <exception cref="ProtocolException">404: there is none, or several and no setting.</exception>
    public Model FindDefault() => (options.Value.EffectiveDefault ?? _onlyWithFeatures) is { } name ? Find(name) : throw NoDefault();

    /// <summary>The name of the model behind <c>/predict</c>, or null.</summary>
    public string? DefaultName
    {
        get
        {
            try
            {
                return FindDefault().Name;
            }
            catch (ProtocolException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// A job for a request to this model, or for null to the default one; return it to its <see cref="InferenceJob.Model"/>.
    /// </summary>
    /// <param name="name">Of the model.</param>
    /// <param name="version">As its path has it; null for the one that this caller gets.</param>
    /// <param name="caller">By the name of their subscription; null for nobody in particular.</param>
    /// <exception cref="ProtocolException">404 for an unknown model or version, 503 for one that is not ready.</exception>
    public InferenceJob RentJob(string? name, string? version, string? caller = null)
    {
        while (true)
        {
            var found = (name is null ? FindDefault() : Find(name)).Find(version, caller);
            if (found.Failure is { } failure)
                throw new ProtocolException(
                    Fault.Unavailable, $"model '{found.Name}' version {found.Version} cannot run now, as {failure}; try again later");
            if (!found.IsReady)
                throw new ProtocolException(
                    Fault.Unavailable, $"model '{found.Name}' version {found.Version} is still loading; try again later");
            // Null only when a newer picture is already in place.
            if (found.TryRentJob() is { } job)
                return job;
        }
    }

    /// <summary>Serves these from now on. What was served before and is not among them ends after its last request.</summary>
    public IReadOnlyList<(string Model, string Problem)> Publish(IEnumerable<ModelEntry> entries)
    {
        var before = Versions().ToList();
        var problems = new List<(string Model, string Problem)>();
        _models = entries.GroupBy(entry => entry.File.Model).Select(ToModel).Select(model => Release(model, problems))
            .ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);
        _onlyWithFeatures ??= Models.Where(TakesFeatures).Take(2).ToList() is [var only] ? only.Name : null;
        foreach (var dropped in before.Except(Versions()))
            dropped.Drop();
        return problems;
    }

    /// <summary>Null where no model of this name is served any more.</summary>
    public Model? TryFind(string name) => _models.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var version in Versions())
        {
            version.Abort();
            version.Drop();
        }
    }

    private static bool TakesFeatures(Model model) => model.Default is { NeedsNoName: true };

    private ProtocolException NoDefault() => new(
        Fault.NotFound,
        !Models.Any(TakesFeatures)
            ? "no model here takes named features; use /v2/models/{name}/infer"
            : $"several models take named features; use /models/{{name}}/predict with one of {string.Join(
                ", ", Models.Where(TakesFeatures).Select(model => model.Name))}");

    private IEnumerable<ModelVersion> Versions() => _models.Values.SelectMany(model => model.Versions);

    private static Model ToModel(IGrouping<string, ModelEntry> entries) => new(
        entries.Key,
        [.. entries.Select(entry => entry.Loaded).OfType<ModelVersion>().OrderBy(version => version.Number)],
        entries.Where(entry => entry.Loaded is null).ToDictionary(entry => entry.File.Number, entry => entry.Failure!));

    private Model Release(Model model, List<(string Model, string Problem)> problems)
    {
        var trial = ReleaseTrial.Find(model.Versions, options.Value.Releases?.GetValueOrDefault(model.Name), out var problem);
        if (problem is not null)
            problems.Add((model.Name, problem));
        return model with { Trial = trial };
    }
}
