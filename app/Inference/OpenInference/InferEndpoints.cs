using Platform.Inference.Serving;

namespace Platform.Inference.OpenInference;

/// <summary>Inference with tensors: the Open Inference Protocol, JSON and binary.</summary>
internal static class InferEndpoints
{
    public static void MapInfer(this IEndpointRouteBuilder app)
    {
        app.MapInference("/v2/models/{name}/infer", InferFormat.Instance);
        app.MapInference("/v2/models/{name}/versions/{version}/infer", InferFormat.Instance);
    }
}
