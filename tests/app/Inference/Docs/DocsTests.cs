using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Forests.Tests;

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
            from endpoint in Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            where method != HttpMethods.Head && !Documentation().IsMatch(endpoint.RoutePattern.RawText!)
            && !Operation().IsMatch(endpoint.RoutePattern.RawText!)
            select $"{method} {endpoint.RoutePattern.RawText}";

        Assert.Equal(routes.Order(), documented.Order());
    }

    [Fact]
    public async Task Document_CanBeImportedByAGateway()
    {
        var document = (await Server.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.0.", (string?)document["openapi"]);
        Assert.Null(document["servers"]);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!)
            .ToList();
        Assert.Distinct(operations.Select(operation => (string)operation["operationId"]!));
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty((string?)operation["summary"])));
        Assert.All(References(document), reference => Assert.NotNull(Resolve(document, reference)));
    }

    [Theory]
    [InlineData("/predict", "/predict")]
    [InlineData("/models/{name}/predict", "/models/iris/predict")]
    [InlineData("/sentiment-analysis", "/sentiment-analysis")]
    [InlineData("/score", "/score")]
    [InlineData("/invocations", "/invocations")]
    [InlineData("/v2/models/{name}/infer", "/v2/models/iris/infer")]
    public async Task Document_Example_IsAnsweredAsItSays(string documented, string path)
    {
        var document = (await Server.GetAsync("/openapi/v1.json")).Json;
        var operation = document["paths"]![documented]!["post"]!;
        var request = Json(Follow(document, operation["requestBody"]!));
        var response = Json(Follow(document, operation["responses"]!["200"]!));

        var answer = await Server.PostAsync(path, (request["example"] ?? request["examples"]!["one"]!["value"])!.ToJsonString());

        Assert.Equal(response["example"]!.ToJsonString(), answer.Text);

        static JsonNode Json(JsonNode node) => node["content"]!["application/json"]!;
    }

    [Fact]
    public async Task ModelDocument_ExampleOfInfer_IsAcceptedByItsModel()
    {
        using var models = new ModelFolder();
        models.AddIdentity("bytes", ModelFolder.Bytes, [-1, 2]);
        models.AddIdentity("thousand", ModelFolder.Fp32, [1, 1000]);
        models.Add(
            "half", null, OnnxBytes.Node("", "Cast", "x", ["small"], OnnxBytes.Attribute("to", (long)ModelFolder.Fp16)),
            OnnxBytes.Node("", "Identity", "x", ["same"]),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1]), OnnxBytes.Value(12, "small", ModelFolder.Fp16, [-1]),
            OnnxBytes.Value(12, "same", ModelFolder.Fp32, [-1]));
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        foreach (var model in (string[])["bytes", "thousand", "half"])
        {
            var body = await InferBodyAsync(server, model);
            var answer = await server.PostAsync(
                $"/v2/models/{model}/infer", body["content"]!["application/json"]!["example"]!.ToJsonString());

            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    [Fact]
    public async Task ModelDocument_OfAModelWithoutAShortExampleInJson_SaysWhy()
    {
        using var models = new ModelFolder();
        models.AddIdentity("half", ModelFolder.Fp16, [-1]);
        models.AddIdentity("image", ModelFolder.Fp32, [1, 3, 224, 224]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        var half = await InferBodyAsync(server, "half");
        var image = await InferBodyAsync(server, "image");

        Assert.Equal(
            "Input 'INPUT0' is FP16, which has no JSON form: its bytes follow the JSON, and the header Inference-Header-Content-Length "
            + "says how long that is.",
            (string?)half["description"]);
        Assert.Equal(["application/octet-stream"], half["content"]!.AsObject().Select(type => type.Key));
        Assert.Equal("Input 'INPUT0' has shape [1,3,224,224], too large for an example.", (string?)image["description"]);
        Assert.Equal(["schema"], image["content"]!["application/json"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Page_OfTheWholeApi_IsServedWithAllItsAssets()
    {
        var page = await Server.GetAsync("/docs/index.html");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("http://", page.Text);
        Assert.DoesNotContain("https://", page.Text);
        foreach (Match asset in Asset().Matches(page.Text))
            Assert.Equal(HttpStatusCode.OK, (await Server.GetAsync($"/docs/{asset.Groups[1].Value}")).Status);
        Assert.Contains("\"openapi.json\"", (await Server.GetAsync("/docs/index.js")).Text);
        Assert.Equal("..", (string?)(await Server.GetAsync("/docs/openapi.json")).Json["servers"]![0]!["url"]);
    }

    private static async Task<JsonNode> InferBodyAsync(RunningServer server, string model)
        => (await server.GetAsync($"/v2/models/{model}/docs/dataplane.json")).Json["components"]!["requestBodies"]!["Infer"]!;

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject properties =>
            properties.SelectMany(property => property.Key == "$ref" ? [(string)property.Value!] : References(property.Value!)),
        JsonArray items => items.SelectMany(item => References(item!)),
        _ => [],
    };

    private static JsonNode Follow(JsonNode document, JsonNode node)
        => node["$ref"] is { } reference ? Resolve(document, (string)reference!)! : node;

    private static JsonNode? Resolve(JsonNode document, string reference)
        => reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, name) => node?[name]);

    /// <summary>
    /// Paths of documents, pages and metrics, and those by which a platform that hosts the container looks after it: none are for callers.
    /// </summary>
    [GeneratedRegex("^/openapi|/docs|^/metrics$|^/$|^/(ping|health|healthz|version|swagger.json)$")]
    private static partial Regex Documentation();

    /// <summary>For operators: the gateway publishes what the document has.</summary>
    [GeneratedRegex("^/v2/repository/|^/v2/models/.*(stats|config)$")]
    private static partial Regex Operation();

    [GeneratedRegex("""(?:src|href)="(?:\./)?([^"]+)""")]
    private static partial Regex Asset();
}
