using System.Text;
using System.Text.Json.Nodes;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Platform.Inference.Docs;

/// <summary>
/// Documentation: the server's OpenAPI document, which is written by hand and shipped inside it, one for each model, made from it, and
/// pages to read and try them.
/// </summary>
internal static class DocsEndpoints
{
    private const string Html = "text/html; charset=utf-8";
    private const string Plain = "text/plain; charset=utf-8";
    private static readonly Lazy<byte[]> _document = new(ReadDocument);

    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapRead("/", context => AcceptsHtml(context) ? WriteIndexAsync(context, models) : WriteAsync(context, Plain, "Healthy"));
        app.MapRead("/docs", context => WriteIndexAsync(context, models));
        app.MapRead("/docs/openapi.json", context => WriteAsync(context, ContentTypes.Json, WithServer("..")));
        foreach (var path in (string[])["/openapi.json", "/openapi/v1.json", "/v2/docs/dataplane.json"])
            app.MapRead(path, context => WriteAsync(context, ContentTypes.Json, _document.Value));
        app.MapRead("/v2/docs", context => WriteAsync(context, Html, Page.Of("Inference API", PublicAddress.Root(context.Request))));
        app.MapRead("/swagger.json", context => WriteScoringAsync(context, models));
        foreach (var path in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            app.MapRead($"{path}/docs", context => WritePageAsync(context, models.Find(context.Name).Find(context.Version)));
            app.MapRead($"{path}/docs/dataplane.json", context => WriteDocumentAsync(context, models.Find(context.Name)));
        }
    }

    /// <summary>The page on the whole API, and what all pages load.</summary>
    public static void UseDocs(this IApplicationBuilder app) => app.UseWhen(
        context => context.GetEndpoint() is null && context.Request.Path.StartsWithSegments("/docs"),
        docs => docs.Use(SecureAsync).UseSwaggerUI(Configure));

    private static Task SecureAsync(HttpContext context, RequestDelegate next)
    {
        Secure(context.Response);
        return next(context);
    }

    /// <summary>Pages load nothing from elsewhere and are not shown inside others.</summary>
    private static void Secure(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static void Configure(SwaggerUIOptions options)
    {
        options.RoutePrefix = "docs";
        options.DocumentTitle = "Inference API";
        options.SwaggerEndpoint("openapi.json", "Inference API");
        options.DefaultModelsExpandDepth(-1);
        options.DisplayRequestDuration();
        options.ConfigObject.DocExpansion = DocExpansion.List;
        options.ConfigObject.ValidatorUrl = null;
        options.HeadContent = "<style>.swagger-ui .topbar { display: none }</style>";
    }

    /// <summary>
    /// Browsers say that they want HTML; the probes of Azure Machine Learning do not, and are told as its own server tells them.
    /// </summary>
    private static bool AcceptsHtml(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static Task WriteIndexAsync(HttpContext context, ModelRepository models)
        => WriteAsync(context, Html, Page.Index(models.Models, models.DefaultName, PublicAddress.Root(context.Request)));

    private static async Task WritePageAsync(HttpContext context, ModelVersion model)
    {
        var samples = await Samples.OfAsync(model);
        var address = PublicAddress.Base(context.Request);
        CodeSample[] code = samples switch
        {
            { Example: { } example } => CodeSample.Of($"{address}/models/{model.Name}/predict", example),
            { Tensors: { } tensors } => CodeSample.Of($"{address}/v2/models/{model.Name}/infer", tensors),
            _ => [],
        };
        var root = PublicAddress.Root(context.Request);
        await WriteAsync(
            context, Html, Page.Of(model, samples, code, (root, $"{root}{context.Request.Path.Value!.Trim('/')}/dataplane.json")));
    }

    private static async Task WriteDocumentAsync(HttpContext context, Model model)
    {
        var version = model.Find(context.Version);
        string[] versions = [.. model.Versions.Select(loaded => loaded.Version)];
        var samples = await Samples.OfAsync(version);
        var document = ModelDocument.Create(_document.Value, version, versions, samples, PublicAddress.Root(context.Request));
        await WriteAsync(context, ContentTypes.Json, document.ToJsonString());
    }

    private static async Task WriteScoringAsync(HttpContext context, ModelRepository models)
    {
        var asked = context.Request.Query["version"].ToString();
        var version = ScoringDocument.VersionOf(asked) ?? throw new ProtocolException(
            Fault.NotFound, $"there is no version '{Quote.Short(asked)}' of this document; expected 2, 3 or 3.1");
        var model = models.FindDefault().Find(null);
        var plan = model.Predict ?? throw new ProtocolException(
            Fault.NotFound, $"model '{model.Name}' does not take named features; see /v2/models/{model.Name}/docs");
        var document = ScoringDocument.Create(version, model, plan, await Samples.OfAsync(model));
        await WriteAsync(context, ContentTypes.Json, document.ToJsonString());
    }

    private static byte[] WithServer(string root)
    {
        var document = JsonNode.Parse(_document.Value)!;
        document["servers"] = new JsonArray(new JsonObject { ["url"] = root });
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static Task WriteAsync(HttpContext context, string contentType, string body)
        => WriteAsync(context, contentType, Encoding.UTF8.GetBytes(body));

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
