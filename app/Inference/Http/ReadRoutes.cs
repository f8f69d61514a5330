namespace Platform.Inference.Http;

/// <summary>Routes that only read.</summary>
internal static class ReadRoutes
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>GET, and HEAD, which is answered alike; the web server leaves the body out.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc9110#section-9.1"/>
    public static IEndpointConventionBuilder MapRead(this IEndpointRouteBuilder app, string pattern, RequestDelegate answer)
        => app.MapMethods(pattern, _methods, answer);
}
