using System.Globalization;
using Platform.Inference.Models;
using Platform.Inference.Protocol;

namespace Platform.Inference.Generation.Http;

/// <summary>Where texts are asked for.</summary>
internal static class GenerationEndpoints
{
    public static void MapGeneration(this IEndpointRouteBuilder app)
    {
        app.MapTexts("/generate-text", new GenerateTextApi());
        app.MapTexts("/v1/chat/completions", new ChatApi()).WithMetadata(OpenAiErrors.Instance);
        app.MapTexts("/v1/completions", new CompletionApi()).WithMetadata(OpenAiErrors.Instance);
        app.MapTexts("/v1/embeddings", new EmbeddingsApi(app.ServiceProvider.GetRequiredService<ModelRepository>())).WithMetadata(OpenAiErrors.Instance);
        foreach (var path in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            app.MapTexts($"{path}/generate", new TritonApi(isStreamed: false));
            app.MapTexts($"{path}/generate_stream", new TritonApi(isStreamed: true));
        }

        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapRead("/v1/models", context => WriteAsync(context, body => WriteAll(models, body))).WithMetadata(OpenAiErrors.Instance);
        app.MapRead("/v1/models/{name}", context => WriteAsync(context, body => WriteOne(Find(models, context.Name), body))).WithMetadata(OpenAiErrors.Instance);
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

    private static Model Find(ModelRepository models, string name) => models.Find(name) is { Default.Generator: not null } model
        ? model
        : throw new ProtocolException(StatusCodes.Status404NotFound, $"model '{Quote.Short(name)}' writes no texts; GET /v1/models lists those that do");

    private static void WriteAll(ModelRepository models, PooledBytes body)
    {
        body.Append("{\"object\":\"list\",\"data\":["u8);
        var isFirst = true;
        foreach (var model in models.Models.Where(model => model.Default?.Generator is not null))
        {
            if (!isFirst)
                body.Append((byte)',');
            isFirst = false;
            WriteOne(model, body);
        }

        body.Append("]}"u8);
    }

    private static void WriteOne(Model model, PooledBytes body)
    {
        body.Append("{\"id\":"u8);
        body.AppendString(model.Name);
        body.Append(",\"object\":\"model\",\"created\":"u8);
        body.AppendText(model.Default!.Generator!.Created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        body.Append(",\"owned_by\":\"organization-owner\"}"u8);
    }
}
