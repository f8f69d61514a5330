using Platform.Inference.Generation.Upstream;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Http;

/// <summary>Where texts are asked for.</summary>
internal static class GenerationEndpoints
{
    public static void MapGeneration(this IEndpointRouteBuilder app)
    {
        app.MapTexts("/generate-text", new GenerateTextApi());
        app.MapTexts("/v1/chat/completions", new ChatApi()).WithMetadata(OpenAiErrors.Instance);
        app.MapTexts("/v1/completions", new CompletionApi()).WithMetadata(OpenAiErrors.Instance);
        var embeddings = app.ServiceProvider.GetRequiredService<EmbeddingsEndpoint>();
        app.MapPost("/v1/embeddings", embeddings.HandleAsync).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
        foreach (var path in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            app.MapTexts($"{path}/generate", new TritonApi(isStreamed: false));
            app.MapTexts($"{path}/generate_stream", new TritonApi(isStreamed: true));
        }

        var list = new TextModelList(
            app.ServiceProvider.GetRequiredService<ModelRepository>(), app.ServiceProvider.GetRequiredService<Upstreams>());
        app.MapRead("/v1/models", context => WriteAsync(context, list.WriteAll)).WithMetadata(OpenAiErrors.Instance);
        app.MapRead("/v1/models/{name}", context => WriteAsync(context, body => list.WriteOne(context.Name, body)))
            .WithMetadata(OpenAiErrors.Instance);
    }

    private static IEndpointConventionBuilder MapTexts(this IEndpointRouteBuilder app, string pattern, IGenerationApi api)
    {
        var handler = app.ServiceProvider.GetRequiredService<GenerationHandler>();
        return app.MapPost(pattern, context => handler.HandleAsync(context, api)).ShortCircuit();
    }

    private static async Task WriteAsync(HttpContext context, Action<PooledBytes> write)
    {
        using var body = new PooledBytes();
        write(body);
        await ResponseBody.WriteAsync(context, body, ContentTypes.Json);
    }
}
