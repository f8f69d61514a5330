namespace Platform.Inference.Http;

/// <summary>The parts of a path.</summary>
internal static class RequestContext
{
    extension(HttpContext context)
    {
        /// <summary>The model of the path.</summary>
        public string Name => (string)context.Request.RouteValues["name"]!;

        /// <summary>The version of the path, or null.</summary>
        public string? Version => (string?)context.Request.RouteValues["version"];
    }
}
