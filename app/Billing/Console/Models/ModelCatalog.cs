using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Platform.Billing.Console.Models;

/// <summary>What the server says of its models, kept for a short while: models come and go with deployments.</summary>
internal sealed class ModelCatalog(ModelsClient client, IOptions<ConsoleOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (JsonNode Document, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <exception cref="ModelException">The server does not answer.</exception>
    public async Task<IReadOnlyList<ModelView>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await ReadAsync("v2/models", "", cancellationToken);
        // Together: a page waits for them
        var models = await Task.WhenAll(
            (names["models"]?.AsArray() ?? []).Select(name => FindOrNullAsync((string)name!, cancellationToken)));
        return [.. models.OfType<ModelView>()];
    }

    /// <exception cref="ModelException">There is no such model, or the server does not answer.</exception>
    public async Task<ModelView> FindAsync(string name, CancellationToken cancellationToken)
        => ModelReader.Read(await ReadAsync($"v2/models/{Uri.EscapeDataString(name)}/docs/dataplane.json", name, cancellationToken));

    private async Task<ModelView?> FindOrNullAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(name, cancellationToken);
        }
        catch (ModelException gone) when (gone.IsGone)
        {
            return null;
        }
    }

    /// <summary>A model that was not there when it was called.</summary>
    public void Forget() => _known.Clear();

    private async Task<JsonNode> ReadAsync(string path, string model, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(path, out var known) && known.Until > time.GetUtcNow())
            return known.Document;
        try
        {
            using var answer = await client.Http.GetAsync(new Uri(options.Value.Documents ?? options.Value.Api!, path), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                throw new ModelException(Texts.ModelGone(model), isGone: true);
            answer.EnsureSuccessStatusCode();
            var document = (await JsonNode.ParseAsync(
                await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken))!;
            if (_known.Count > 1000)
                _known.Clear();
            _known[path] = (document, time.GetUtcNow() + _kept);
            return document;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
        || exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(Texts.ModelsAway, isGone: false);
        }
    }
}
