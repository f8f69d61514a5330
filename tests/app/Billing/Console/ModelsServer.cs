using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Billing.Tests.Console;

/// <summary>What the inference server says of its models, and answers, on loopback.</summary>
internal sealed class ModelsServer : IAsyncDisposable
{
    /// <summary>A message whose answer has no end.</summary>
    public const string Endless = "Go on for ever";

    private readonly TaskCompletionSource _stopped = new();
    private readonly WebApplication _app;

    private ModelsServer(WebApplication app) => _app = app;

    public Uri Address => new($"{_app.Urls.Single()}/");

    /// <summary>Those that are served.</summary>
    public HashSet<string> Models { get; } = ["iris", "stories", "tensors"];

    /// <summary>Bodies of the calls that came through.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>An endless answer that was ended by its caller.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>What a model of features has among its fields, besides its number.</summary>
    public string Category { get; set; } = "red";

    public static async Task<ModelsServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var server = new ModelsServer(builder.Build());
        server.Map();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.MapGet(
            "/v2/models",
            () => Results.Text(
                new JsonObject { ["models"] = new JsonArray([.. Models.Order().Select(name => JsonValue.Create(name))]) }.ToJsonString(),
                "application/json"));
        _app.MapGet(
            "/v2/models/{name}/docs/dataplane.json",
            (string name) => Models.Contains(name) ? Results.Text(Document(name).ToJsonString(), "application/json") : Results.NotFound());
        _app.MapPost("/models/{name}/predict", async (HttpContext context, string name) =>
        {
            Calls.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            return Models.Contains(name)
                ? Results.Text(
                    """{"model":"iris","version":"1","prediction":"setosa","probabilities":{"setosa":0.97,"virginica":0.03}}""",
                    "application/json")
                : Results.Text($$"""{"error":"no model '{{name}}'"}""", "application/json", statusCode: 404);
        });
        _app.MapPost(
            "/v2/models/{name}/infer",
            () => Results.Text(
                """{"outputs":[{"name":"sentiment","datatype":"BYTES","shape":[1],"data":["positive"]}]}""", "application/json"));
        _app.MapPost("/v1/chat/completions", async context =>
        {
            var call = await JsonNode.ParseAsync(context.Request.Body);
            Calls.Add(call!.ToJsonString());
            if ((bool?)call["stream"] != true)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    """{"choices":[{"message":{"role":"assistant","content":"Once upon a time."}}],"usage":{"prompt_tokens":8"""
                    + ""","completion_tokens":5}}""");
                return;
            }

            context.Response.ContentType = "text/event-stream";
            if ((string?)call["messages"]!.AsArray()[^1]!["content"] == Endless)
                await WriteForEverAsync(context);
            foreach (var word in new[] { "Once", " upon", " a time." })
                await WriteAsync(context, word);
            await context.Response.WriteAsync(
                """data: {"choices":[],"usage":{"prompt_tokens":8,"completion_tokens":5}}""" + "\n\ndata: [DONE]\n\n");
        });
    }

    private static Task WriteAsync(HttpContext context, string word)
        => context.Response.WriteAsync(
            $$$"""data: {"choices":[{"delta":{"content":"{{{word}}}"}}],"usage":null}""" + "\n\n", context.RequestAborted);

    private async Task WriteForEverAsync(HttpContext context)
    {
        try
        {
            for (; ; )
            {
                await WriteAsync(context, "and ");
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(10, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            _stopped.TrySetResult();
            throw;
        }
    }

    private JsonObject Document(string name)
    {
        var document = new JsonObject
        {
            ["info"] = new JsonObject { ["title"] = name, ["version"] = "1", ["description"] = $"What {name} is for." },
            ["paths"] = new JsonObject { [$"/v2/models/{name}"] = new JsonObject() }, ["components"] = new JsonObject(),
        };
        if (name == "stories")
            document["paths"]![$"/v2/models/{name}/generate"] = new JsonObject();
        else if (name == "tensors")
            document["components"] = JsonNode.Parse(
                """{"requestBodies":{"Infer":{"content":{"application/json":{"example":{"inputs":["""
                + """{"name":"text","datatype":"BYTES","shape":[1],"data":["good"]},{"name":"size","datatype":"FP32","shape":[1,2]"""
                + ""","data":[0.5,1]}]}}}}}}""");
        else
        {
            document["paths"]![$"/models/{name}/predict"] = new JsonObject();
            document["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    ["Features"] = new JsonObject
                    {
                        ["required"] = new JsonArray("length", "count", "colour"),
                        ["properties"] = new JsonObject
                        {
                            ["length"] = new JsonObject { ["type"] = "number" },
                            ["count"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                            ["colour"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(Category, "blue") },
                            ["name"] = new JsonObject { ["type"] = "string" },
                        },
                    },
                },
                ["requestBodies"] = JsonNode.Parse(
                    """{"Features":{"content":{"application/json":{"example":{"length":5.1,"count":2,"colour":"blue"}}}}}"""),
            };
        }

        return document;
    }
}
