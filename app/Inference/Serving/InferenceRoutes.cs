using Platform.Inference.Http;

namespace Platform.Inference.Serving;

/// <summary>Routes to models.</summary>
internal static class InferenceRoutes
{
    /// <summary>Requests that match go to the handler at once, past the middleware, which has nothing to add.</summary>
    public static IEndpointConventionBuilder MapInference(
        this IEndpointRouteBuilder app, string pattern, IPayloadFormat format, string? model = null)
    {
        var door = new HttpDoor(
            format, app.ServiceProvider.GetRequiredService<InferenceHandler>(), app.ServiceProvider.GetRequiredService<ErrorAnswers>());
        return app.MapPost(
            pattern, context => door.HandleAsync(context, (string?)context.Request.RouteValues["name"] ?? model, context.Version))
                .ShortCircuit();
    }
}
