using Platform.Inference.Protocol;

namespace Platform.Inference.Serving;

/// <summary>Routes to models.</summary>
internal static class InferenceRoutes
{
    /// <summary>Requests that match go to the handler at once, past the middleware, which has nothing to add.</summary>
    public static IEndpointConventionBuilder MapInference(this IEndpointRouteBuilder app, string pattern, IPayloadFormat format, string? model = null)
    {
        var handler = app.ServiceProvider.GetRequiredService<InferenceHandler>();
        return app.MapPost(pattern, context => handler.HandleAsync(context, (string?)context.Request.RouteValues["name"] ?? model, context.Version, format)).ShortCircuit();
    }
}
