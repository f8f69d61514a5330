using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>What the server and its models are.</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapRead("/v2", context => context.Response.WriteAsJsonAsync(ServerMetadata.Current, ProtocolJson.Default.ServerMetadata));
        app.MapRead("/v2/models", context => ListAsync(context, models));
        app.MapRead("/v2/models/{name}", context => DescribeAsync(context, models));
        app.MapRead("/v2/models/{name}/versions/{version}", context => DescribeAsync(context, models));
    }

    private static Task ListAsync(HttpContext context, ModelRepository models) => context.Response.WriteAsJsonAsync(
        new ModelList([.. models.Models.Select(model => model.Name)]), ProtocolJson.Default.ModelList);

    private static Task DescribeAsync(HttpContext context, ModelRepository models)
    {
        var model = models.Find(context.Name);
        var version = model.Find(context.Version);
        var metadata = new ModelMetadata(
            model.Name, [.. model.Versions.Select(loaded => loaded.Version)], ModelMetadata.OnnxPlatform,
            Describe(version.Signature.Inputs), Describe(version.Signature.Outputs));
        return context.Response.WriteAsJsonAsync(metadata, ProtocolJson.Default.ModelMetadata);
    }

    private static TensorMetadata[] Describe(TensorSpec[] specs)
        => [.. specs.Select(spec => new TensorMetadata(spec.Name, spec.Type.Name, spec.ListedShape))];
}
