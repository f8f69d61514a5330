using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Hosting;

namespace Platform.Gateway.Tests.Hosting;

/// <summary>The gateway as a server, over sockets, with the plan of a file and a clock of the test's own.</summary>
public sealed class GatewayServerTests : IDisposable
{
    private const string Predict = "/inference/v1/predict";
    private const string Management = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/a";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-server-");
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Chain_IsA401_200_429And403_WithRetryAfter_AndRenewsWithTheClock()
    {
        await using var backend = await BackendAsync();
        await using var gateway = await GatewayAsync(backend);
        using var client = Client(gateway);

        Assert.Equal((401, null), await CallAsync(client, null));
        for (var call = 0; call < 10; call++)
            Assert.Equal((200, null), await CallAsync(client, "the-key"));
        Assert.Equal((429, "60"), await CallAsync(client, "the-key"));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((200, null), await CallAsync(client, "the-key"));

        var used = await ManageAsync(client, HttpMethod.Patch, "quotas/dev-free", new() { ["callsCount"] = 999 });
        Assert.Equal(999, (int)used["value"]![0]!["value"]!["callsCount"]!);
        Assert.Equal((200, null), await CallAsync(client, "the-key"));
        var (status, retryAfter) = await CallAsync(client, "the-key");
        Assert.Equal(403, status);
        _clock.Advance(TimeSpan.FromSeconds(int.Parse(retryAfter!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((200, null), await CallAsync(client, "the-key"));
    }

    [Fact]
    public async Task Backend_ThatIsDown_IsAnsweredInThePlatformsForm_AndTheCircuitOpens()
    {
        var backend = await BackendAsync();
        await using var gateway = await GatewayAsync(backend);
        using var client = Client(gateway);
        await backend.DisposeAsync();

        for (var call = 0; call < 20; call++)
            Assert.Equal(500, (await SendAsync(client, "standard-key")).Status);
        var (status, body, retryAfter) = await SendAsync(client, "standard-key");

        Assert.Equal((503, "10"), (status, retryAfter));
        Assert.Equal(
            """{"error":"the service cannot answer at the moment; try again, and name the request id where it goes on"}""",
            JsonNode.Parse(body)!.ToJsonString());
    }

    [Fact]
    public async Task Callers_WhoLeave_AreNoFailuresOfTheBackend()
    {
        var (asked, ended) = (0, 0);
        await using var backend = await BackendAsync(async (HttpContext http) =>
        {
            if (!http.Request.Headers.ContainsKey("Leaves"))
                return;
            Interlocked.Increment(ref asked);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, http.RequestAborted));
            Interlocked.Increment(ref ended);
        });
        await using var gateway = await GatewayAsync(backend);
        using (var leaving = Client(gateway))
        {
            leaving.DefaultRequestHeaders.Add("Leaves", "soon");
            using var leave = new CancellationTokenSource();
            var calls = Enumerable.Range(0, 30).Select(_ => SendAsync(leaving, "standard-key", leave.Token)).ToList();
            await Eventually.TrueAsync(() => asked == 30);
            await leave.CancelAsync();
            foreach (var call in calls)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await Eventually.TrueAsync(() => ended == 30);
        using var client = Client(gateway);
        Assert.Equal((200, null), await CallAsync(client, "standard-key"));
    }

    [Theory]
    [InlineData("/inference/v1/v2/models/%252e%252e/%252e%252e/metrics")]
    [InlineData("/inference/v1/../../metrics")]
    [InlineData("/inference/v1/%2e%2e/%2e%2e/metrics")]
    [InlineData("/health/ready/../../metrics")]
    public async Task Path_ThatWantsOut_ReachesNothingThatIsNoOperation(string path)
    {
        var asked = new List<string>();
        await using var backend = await BackendAsync(asked.Add);
        await using var gateway = await GatewayAsync(backend);

        await RawAsync(gateway, $"GET {path} HTTP/1.1\r\nHost: a\r\nOcp-Apim-Subscription-Key: the-key\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("/metrics", asked);
    }

    [Fact]
    public async Task Url_ThatIsTooLong_IsRefused_AndOneThatIsNot_IsNot()
    {
        await using var backend = await BackendAsync();
        await using var gateway = await GatewayAsync(backend);

        Assert.StartsWith("HTTP/1.1 404", await RawAsync(gateway, $"GET /{Long(16_000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        foreach (var length in new[] { 17_000, 30_000 })
        {
            var refused = await RawAsync(gateway, $"GET /{Long(length)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 414", refused);
            Assert.EndsWith($"The URL has {length} bytes; allowed: 16384.\"\n}}", refused);
        }
    }

    [Theory]
    [InlineData("/inference/v1/predict", "é", "400 Bad Request")]
    [InlineData("/inference/v1/predict", "Ã©", "200 OK")]
    [InlineData("/inference/v1/predict?q=", "a", "414 URI Too Long")]
    public async Task Callers_WhoseHeadIsRefused_AreNoFailuresOfTheBackend(string target, string value, string status)
    {
        await using var backend = await BackendAsync();
        await using var gateway = await GatewayAsync(backend);
        using var client = Client(gateway);
        var query = target.EndsWith('=') ? new string('a', 9_000) : "";

        for (var call = 0; call < 21; call++)
            Assert.StartsWith($"HTTP/1.1 {status}", await RawAsync(
                gateway, $"POST {target}{query} HTTP/1.1\r\nHost: a\r\nOcp-Apim-Subscription-Key: standard-key\r\nX-Name: {value}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));

        Assert.Equal((200, null), await CallAsync(client, "standard-key"));
    }

    [Theory]
    [InlineData("--Gateway:Plan", "nowhere.json", "Gateway:Plan is 'nowhere.json'; allowed: a file that is there")]
    [InlineData("--Gateway:Authority", "nowhere.crt", "Gateway:Authority is 'nowhere.crt'; allowed: a file that is there")]
    [InlineData("--Gateway:TokenKeys", "nowhere.json", "Gateway:TokenKeys is 'nowhere.json'; allowed: a file that is there")]
    [InlineData("--Gateway:Hosts:a", "here", "Gateway:Hosts:a is 'here'; allowed: an address and a port, as 127.0.0.1:8443")]
    [InlineData("--Gateway:Customers:gold", "k", "Gateway:Customers is 'gold'; allowed: the plan's products: ")]
    public async Task Option_AtFault_StopsTheStart_AndSaysWhatIsAllowed(string name, string value, string message)
    {
        var errors = new StringWriter();

        var exitCode = await GatewayServer.RunAsync([.. Settings(1), name, value], errors);

        // What there is instead is a list that grows
        if (message.EndsWith(": ", StringComparison.Ordinal))
            message += string.Join(", ", PolicyTest.OfPlan(TestPlans.Dev).Model.Products.Keys.Order());
        Assert.Equal((1, $"{message}\n"), (exitCode, errors.ToString().ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("{", "this is no plan: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array "
        + "that should be closed. LineNumber: 0 | BytePositionInLine: 1. A plan is what `dotnet platform.cs plan --stack dev --format "
        + "json` prints.")]
    [InlineData(
        "[]", "this is no plan: it has no list 'resources'. A plan is what `dotnet platform.cs plan --stack dev --format json` prints.")]
    [InlineData(
        """{"resources":[1]}""",
        "this is no plan: a resource of it has no 'path', 'type' and 'inputs'. A plan is what `dotnet platform.cs plan --stack dev "
        + "--format json` prints.")]
    [InlineData("""{"resources":[]}""", "the plan has no gateway: no resource of the type azure-native:apimanagement:ApiManagementService")]
    public async Task Plan_AtFault_StopsTheStart_AndSaysWhy(string plan, string message)
    {
        File.WriteAllText(At("plan.json"), plan);
        var errors = new StringWriter();

        var exitCode = await GatewayServer.RunAsync(["--Gateway:Plan", At("plan.json")], errors);

        Assert.Equal((1, $"{message}\n"), (exitCode, errors.ToString().ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsSaid()
    {
        await using var backend = await BackendAsync();
        await using var gateway = await GatewayAsync(backend);
        var errors = new StringWriter();

        var exitCode = await GatewayServer.RunAsync([.. Settings(1), "--urls", gateway.Urls.First()], errors);

        Assert.Equal((1, $"Failed to bind to address {gateway.Urls.First()}: address already in use.\n"), (
            exitCode, errors.ToString().ReplaceLineEndings("\n")));
    }

    private string[] Settings(int backendPort)
    {
        if (!File.Exists(At("plan.json")))
            File.WriteAllText(At("plan.json"), TestPlans.Dev.Replace(
                "https://inference.dev.platform.internal", "http://inference.dev.platform.internal"));
        return
        [
            "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Gateway:Plan", At("plan.json"),
            "--Gateway:Hosts:inference.dev.platform.internal", $"127.0.0.1:{backendPort}", "--Gateway:NamedValues:gateway_secret", "s",
            "--Gateway:Customers:free", "the-key", "--Gateway:Customers:standard", "standard-key", "--Gateway:Management:Token", "token",
        ];
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task<WebApplication> GatewayAsync(WebApplication backend)
    {
        var app = GatewayServer.Build(Settings(new Uri(backend.Urls.First()).Port), _clock);
        await app.StartAsync();
        return app;
    }

    private static Task<WebApplication> BackendAsync(Action<string>? asked = null) => BackendAsync(http =>
    {
        asked?.Invoke(http.Request.Path);
        return http.Response.WriteAsync("{}");
    });

    private static async Task<WebApplication> BackendAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication gateway) => new() { BaseAddress = new Uri(gateway.Urls.First()) };

    private static string Long(int length) => string.Join('/', Enumerable.Repeat(new string('a', 99), length / 100));

    private static async Task<(int Status, string? RetryAfter)> CallAsync(HttpClient client, string? key)
        => await SendAsync(client, key) is var answer ? (answer.Status, answer.RetryAfter) : default;

    private static async Task<(int Status, string Body, string? RetryAfter)> SendAsync(
        HttpClient client, string? key, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Predict) { Content = JsonContent.Create(new { a = 1 }) };
        if (key is not null)
            request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        using var answer = await client.SendAsync(request, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken), answer.Headers.RetryAfter?.ToString());
    }

    private static async Task<JsonNode> ManageAsync(HttpClient client, HttpMethod method, string resource, JsonObject properties)
    {
        using var request = new HttpRequestMessage(method, $"{Management}/{resource}?api-version=2024-05-01")
        {
            Content = JsonContent.Create(new JsonObject { ["properties"] = properties }),
            Headers = { { "Authorization", "Bearer token" } },
        };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<string> RawAsync(WebApplication gateway, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(gateway.Urls.First()).Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
