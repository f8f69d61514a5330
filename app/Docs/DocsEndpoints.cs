using Swashbuckle.AspNetCore.SwaggerUI;

namespace Platform.Inference.Docs;

/// <summary>The OpenAPI document, which is written by hand and shipped inside the server, and a page to read and try it.</summary>
internal static class DocsEndpoints
{
    private static readonly Lazy<byte[]> s_document = new(ReadDocument);

    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/v1.json", WriteDocumentAsync);
        app.MapGet("/v2/docs/dataplane.json", WriteDocumentAsync);
    }

    public static void UseDocs(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs"), docs => docs.UseSwaggerUI(Configure));

    private static void Configure(SwaggerUIOptions options)
    {
        options.RoutePrefix = "docs";
        options.DocumentTitle = "Inference API";
        options.SwaggerEndpoint("/openapi/v1.json", "Inference API");
        options.DefaultModelsExpandDepth(-1);
        options.DisplayRequestDuration();
        options.ConfigObject.DocExpansion = DocExpansion.List;
        options.ConfigObject.ValidatorUrl = null;
        options.HeadContent = "<style>.swagger-ui .topbar { display: none }</style>";
    }

    private static Task WriteDocumentAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_document.Value.Length;
        return context.Response.Body.WriteAsync(s_document.Value).AsTask();
    }

    private static byte[] ReadDocument()
    {
        using var resource = typeof(DocsEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }
}
