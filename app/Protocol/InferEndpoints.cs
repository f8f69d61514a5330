using Platform.Inference.Serving;

namespace Platform.Inference.Protocol;

/// <summary>Inference with tensors: the Open Inference Protocol, JSON and binary.</summary>
internal static class InferEndpoints
{
    public static void MapInfer(this IEndpointRouteBuilder app)
    {
        var handler = app.ServiceProvider.GetRequiredService<InferenceHandler>();
        app.MapPost("/v2/models/{name}/infer", context => handler.HandleAsync(context, context.Name, null, InferFormat.Instance));
        app.MapPost("/v2/models/{name}/versions/{version}/infer", context => handler.HandleAsync(context, context.Name, context.Version, InferFormat.Instance));
    }
}
