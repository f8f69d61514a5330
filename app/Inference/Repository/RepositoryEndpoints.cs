using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Security;

namespace Platform.Inference.Repository;

/// <summary>What Triton's and MLServer's clients ask about models and the repository, and what they may have loaded and unloaded.</summary>
internal static class RepositoryEndpoints
{
    public static void MapRepository(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var loader = app.ServiceProvider.GetRequiredService<RepositoryLoader>();
        app.MapRead("/v2/models/stats", context => WriteAsync(context, models.Models.SelectMany(model => model.Versions)));
        app.MapRead("/v2/models/{name}/stats", context => WriteAsync(context, models.Find(context.Name).Versions));
        app.MapRead(
            "/v2/models/{name}/versions/{version}/stats",
            context => WriteAsync(context, [models.Find(context.Name).Find(context.Version)]));
        foreach (var path in (string[])["/v2/models/{name}/config", "/v2/models/{name}/versions/{version}/config"])
            app.MapRead(path, context => WriteConfigAsync(context, models.Find(context.Name).Find(context.Version)));
        app.MapPost("/v2/repository/index", context => WriteIndexAsync(context, loader));
        app.MapPost("/v2/repository/models/{name}/load", context => ChangeAsync(context, loader.LoadAsync));
        app.MapPost("/v2/repository/models/{name}/unload", context => ChangeAsync(context, loader.UnloadAsync));
    }

    private static Task WriteAsync(HttpContext context, IEnumerable<ModelVersion> versions)
        => context.Response.WriteAsJsonAsync(
            new StatisticsAnswer([.. versions.Select(ModelStatistics.Of)]), RepositoryJson.Default.StatisticsAnswer);

    private static Task WriteConfigAsync(HttpContext context, ModelVersion version)
    {
        context.Response.ContentType = ContentTypes.Json;
        return context.Response.WriteAsync(ModelConfig.Of(version).ToJsonString());
    }

    private static async Task WriteIndexAsync(HttpContext context, RepositoryLoader loader)
    {
        var request = await ReadAsync(context);
        var readyOnly = request.TryGetProperty("ready", out var ready) && ready.ValueKind != JsonValueKind.Null;
        if (readyOnly && ready.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw ProtocolException.BadRequest("'ready' is not true or false");
        readyOnly = readyOnly && ready.GetBoolean();
        await context.Response.WriteAsJsonAsync(
            [.. RepositoryIndex.Of(loader).Where(item => !readyOnly || item.State == RepositoryIndex.Ready)],
            RepositoryJson.Default.IndexItemArray);
    }

    private static async Task ChangeAsync(HttpContext context, Func<string, Task> change)
    {
        context.RequestServices.GetRequiredService<GatewayGuard>().Check(context);
        if (!context.RequestServices.GetRequiredService<IOptions<ModelsOptions>>().Value.AllowLoading)
            throw new ProtocolException(
                Fault.Forbidden,
                $"this server loads and unloads models as their folder changes, and not when asked to; its setting "
                + $"{ModelsOptions.Section}:{nameof(ModelsOptions.AllowLoading)} allows that");
        var request = await ReadAsync(context);
        if (request.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
            foreach (var parameter in parameters.EnumerateObject())
                if (parameter.Name == "config" || parameter.Name.StartsWith("file:", StringComparison.Ordinal))
                    throw ProtocolException.BadRequest(
                        $"parameter '{Quote.Short(parameter.Name)}' is not supported: models are loaded from the repository as "
                        + "they are there");
        await change(context.Name);
    }

    /// <summary>An object; some clients send none.</summary>
    private static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        using var body = new PooledBytes();
        await RequestBody.ReadAsync(context, body, new Reservation());
        try
        {
            using var document = JsonDocument.Parse(body.Length == 0 ? Encoding.UTF8.GetBytes("{}") : body.Written);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw NoObject(null);
        }
        catch (JsonException exception)
        {
            throw NoObject(exception);
        }
    }

    private static ProtocolException NoObject(Exception? cause) => new(Fault.Invalid, "the request body is not a JSON object", cause);
}
