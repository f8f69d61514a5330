using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Gateway;
using Platform.Gateway.Hosting;

namespace Platform.Billing.Tests.Gateway;

/// <summary>The local gateway on loopback with two products, its management plane, and billing's way to it.</summary>
internal sealed class LocalGateway : IAsyncDisposable
{
    public const string Token = "billing's";
    private const string Path = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/a";
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly Interruption _interruption = new();
    private readonly HttpClient _client = new();

    private LocalGateway(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        Service = new Uri(new Uri(app.Urls.Single()), Path);
        Client = new GatewayClient(new HttpClient(_interruption), Service, _ => ValueTask.FromResult(Token));
    }

    public Uri Service { get; }

    public GatewayClient Client { get; }

    /// <summary>What befalls billing's requests.</summary>
    public Interruption Interruption => _interruption;

    public static Task<LocalGateway> StartAsync() => StartAsync(Plan(), TimeProvider.System);

    /// <summary>With a plan of its own.</summary>
    /// <param name="document">The plan.</param>
    /// <param name="time">By which quotas renew.</param>
    /// <param name="settings">More of them.</param>
    public static async Task<LocalGateway> StartAsync(string document, TimeProvider time, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        var plan = System.IO.Path.Combine(folder.FullName, "plan.json");
        await File.WriteAllTextAsync(plan, document);
        var app = GatewayServer.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Gateway:Plan", plan, "--Gateway:Management:Token",
                Token, .. settings,
            ], time);
        await app.StartAsync();
        return new(app, folder);
    }

    /// <summary>A process of billing.</summary>
    public GatewayWork Work(TestStore store) => new(store.Database, store.Lease, Client, store.Time, NullLogger<GatewayWork>.Instance);

    /// <summary>What a call with a key is answered.</summary>
    public async Task<HttpStatusCode> CallAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Service, "/api/item"))
        {
            Headers = { { "Ocp-Apim-Subscription-Key", key } },
        };
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The properties of a resource; null where there is none.</summary>
    public async Task<JsonObject?> GetAsync(string resource)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Service.AbsoluteUri}/{resource}?api-version=2024-05-01"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await _client.SendAsync(request);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["properties"]!.AsObject() : null;
    }

    public async Task<string> StateAsync(string sid)
        => await GetAsync($"subscriptions/{sid}") is { } found
        ? $"{found["state"]} at {((string)found["scope"]!).Split('/')[^1]}"
        : "unknown";

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Plan()
    {
        const string answers = "<policies><inbound><base /><return-response><set-status code=\"200\" reason=\"OK\" "
            + "/></return-response></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base "
            + "/></on-error></policies>";
        var resources = new JsonArray
        {
            Resource("service", "ApiManagementService", []),
            Resource(
                "api", "Api",
                new() { ["apiId"] = "api", ["path"] = "api", ["subscriptionRequired"] = true, ["serviceUrl"] = "http://backend.example" }),
            Resource(
                "item", "ApiOperation",
                new() { ["apiId"] = "api", ["operationId"] = "item", ["method"] = "GET", ["urlTemplate"] = "/item" }),
            Resource("policy", "ApiPolicy", new() { ["apiId"] = "api", ["format"] = "xml", ["value"] = answers }),
        };
        foreach (var product in new[] { "standard", "premium" })
        {
            resources.Add(
                Resource(product, "Product", new() { ["productId"] = product, ["subscriptionRequired"] = true, ["state"] = "published" }));
            resources.Add(Resource($"{product}-api", "ProductApi", new() { ["productId"] = product, ["apiId"] = "api" }));
        }

        return new JsonObject { ["resources"] = resources }.ToJsonString();
    }

    public static JsonObject Resource(string path, string kind, JsonObject inputs)
        => new() { ["path"] = path, ["type"] = $"azure-native:apimanagement:{kind}", ["inputs"] = inputs };
}
