using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Upstream;

/// <summary>The models that are served elsewhere, by the names that callers have for them.</summary>
internal sealed class Upstreams : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        // Each model has one of its own
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Dictionary<string, UpstreamModel> _models;
    private readonly string? _released;

    public Upstreams(IOptions<GenerationOptions> options, IOptions<ModelsOptions> repository, TimeProvider time)
    {
        var credential = new Lazy<TokenCredential>(() => new DefaultAzureCredential());
        _models = options.Value.Upstream.ToDictionary(
            each => each.Key,
            each => new UpstreamModel(
                each.Key, each.Value, _client, string.IsNullOrEmpty(each.Value.Scope) ? null : credential.Value, time),
            StringComparer.Ordinal);
        _released = repository.Value.Releases?.Keys.Order(StringComparer.Ordinal).FirstOrDefault(_models.ContainsKey);
    }

    public IEnumerable<UpstreamModel> All => _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    public UpstreamModel? Find(string? name) => name is not null && _models.TryGetValue(name, out var found) ? found : null;

    /// <exception cref="ModelLoadException">What one falls back to is no model here that writes texts, or one is to be
    /// released.</exception>
    public void Check(ModelRepository models)
    {
        if (_released is not null)
            throw new ModelLoadException(
                $"setting {ModelsOptions.Section}:Releases:{_released} says how a version of '{_released}' is released, but "
                + $"{GenerationOptions.Section}:Upstream:{_released} has that model served elsewhere, and this server has no versions of "
                + "it to choose from; release it there, and leave the setting out");
        foreach (var model in All)
            if (model.Fallback is { } fallback && !models.Models.Any(own => own.Name == fallback && own.Default is { HasTexts: true }))
                throw new ModelLoadException(
                    $"setting {GenerationOptions.Section}:Upstream:{model.Name}:Fallback is '{fallback}'; expected one of "
                    + $"{string.Join(
                        ", ",
                        models.Models.Where(own => own.Default is { HasTexts: true }).Select(own => own.Name).DefaultIfEmpty("none"))}");
    }

    public void Dispose() => _client.Dispose();
}
