using System.Text;
using Platform.Inference.Models;
using Platform.Inference.Protocol;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Platform.Inference.Docs;

/// <summary>The OpenAPI document, which is written by hand and shipped inside the server, and pages to read and try it.</summary>
internal static class DocsEndpoints
{
    private static readonly Lazy<byte[]> s_document = new(ReadDocument);

    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapRead("/openapi/v1.json", context => WriteAsync(context, ContentTypes.Json, s_document.Value));
        app.MapRead("/v2/docs/dataplane.json", context => WriteAsync(context, ContentTypes.Json, s_document.Value));
        app.MapRead("/v2/docs", context => WritePageAsync(context, "Inference API"));
        foreach (var path in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            app.MapRead($"{path}/docs", context => WritePageAsync(context, models.Find(context.Name).Find(context.Version).Name));
            app.MapRead($"{path}/docs/dataplane.json", context => WriteAsync(
                context, ContentTypes.Json, Encoding.UTF8.GetBytes(
                    ModelDocument.Create(s_document.Value, models.Find(context.Name).Find(context.Version)).ToJsonString())));
        }
    }

    public static void UseDocs(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs"), docs => docs.Use(SecureAsync).UseSwaggerUI(Configure));

    private static Task SecureAsync(HttpContext context, RequestDelegate next)
    {
        Secure(context.Response);
        return next(context);
    }

    /// <summary>Pages load nothing from elsewhere and are not shown inside others.</summary>
    private static void Secure(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

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

    /// <summary>A page on the document next to it, with the assets of the server's own page.</summary>
    private static Task WritePageAsync(HttpContext context, string title) => WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{{title}}</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
        <body>
        <div id="page"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script>SwaggerUIBundle({ url: "{{context.Request.Path.Value!.TrimEnd('/')}}/dataplane.json", dom_id: "#page", validatorUrl: null, defaultModelsExpandDepth: -1 });</script>
        </body>
        </html>
        """));

    private static Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        Secure(context.Response);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] ReadDocument()
    {
        using var resource = typeof(DocsEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }
}
