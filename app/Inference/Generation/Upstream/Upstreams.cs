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

    public Upstreams(IOptions<GenerationOptions> options, TimeProvider time)
    {
        var credential = new Lazy<TokenCredential>(() => new DefaultAzureCredential());
        _models = options.Value.Upstream.ToDictionary(
            each => each.Key,
            each => new UpstreamModel(
                each.Key, each.Value, _client, string.IsNullOrEmpty(each.Value.Scope) ? null : credential.Value, time),
            StringComparer.Ordinal);
    }

    public IEnumerable<UpstreamModel> All => _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    public UpstreamModel? Find(string? name) => name is not null && _models.TryGetValue(name, out var found) ? found : null;

    /// <exception cref="ModelLoadException">What one falls back to is no model here that writes texts.</exception>
    public void Check(ModelRepository models)
    {
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
