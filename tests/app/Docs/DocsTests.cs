using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Inference.Tests.Docs;

public sealed partial class DocsTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private RunningServer Server => bundled.Server;

    [Fact]
    public async Task Document_HasEveryRouteAndNoOther()
    {
        var document = (await Server.GetAsync("/openapi/v1.json")).Json;
        var documented =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select $"{operation.Key.ToUpperInvariant()} {path.Key}";
        var routes =
            from endpoint in Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            where !Documentation().IsMatch(endpoint.RoutePattern.RawText!)
            select $"{method} {endpoint.RoutePattern.RawText}";

        Assert.Equal(routes.Order(), documented.Order());
    }

    [Fact]
    public async Task Document_CanBeImportedByAGateway()
    {
        var document = (await Server.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.0.", (string?)document["openapi"]);
        Assert.Null(document["servers"]);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();
        Assert.Distinct(operations.Select(operation => (string)operation["operationId"]!));
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty((string?)operation["summary"])));
        Assert.All(References(document), reference => Assert.NotNull(Resolve(document, reference)));
    }

    [Fact]
    public async Task Document_Examples_AreAnsweredAsTheySay()
    {
        var document = (await Server.GetAsync("/openapi/v1.json")).Json;
        var infer = document["components"]!["requestBodies"]!["Infer"]!["content"]!["application/json"]!["example"]!;
        var answer = await Server.PostAsync("/v2/models/iris/infer", infer.ToJsonString());

        var expected = document["components"]!["responses"]!["Infer"]!["content"]!["application/json"]!["example"]!;
        Assert.Equal(expected.ToJsonString(), answer.Text);
    }

    [Fact]
    public async Task Page_IsServedWithAllItsAssets()
    {
        var page = await Server.GetAsync("/docs");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("http://", page.Text);
        Assert.DoesNotContain("https://", page.Text);
        foreach (Match asset in Asset().Matches(page.Text))
            Assert.Equal(HttpStatusCode.OK, (await Server.GetAsync($"/docs/{asset.Groups[1].Value}")).Status);
        Assert.Contains("/openapi/v1.json", (await Server.GetAsync("/docs/index.js")).Text);
    }

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject properties => properties.SelectMany(property => property.Key == "$ref" ? [(string)property.Value!] : References(property.Value!)),
        JsonArray items => items.SelectMany(item => References(item!)),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, name) => node?[name]);

    /// <summary>Paths of documents and pages, which no document lists.</summary>
    [GeneratedRegex("^/openapi/|/docs")]
    private static partial Regex Documentation();

    [GeneratedRegex("""(?:src|href)="(?:\./)?([^"]+)""")]
    private static partial Regex Asset();
}
