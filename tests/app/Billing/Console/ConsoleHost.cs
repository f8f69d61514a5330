using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Charging;
using Platform.Billing.Consent;
using Platform.Billing.Data;
using Platform.Billing.Hosting;
using Platform.Billing.Plans;
using Platform.Billing.Tests.Gateway;

namespace Platform.Billing.Tests.Console;

/// <summary>
/// Billing with its console, a gateway of three products before models, and a payment provider that charges nobody: all on loopback.
/// </summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    /// <summary>Calls of the free plan, of which the gateway answers no more.</summary>
    public const int FreeCalls = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("console");
    private string[] _settings = [];

    private ConsoleHost(TestStore store, PayPalServer payments, ModelsServer models, LocalGateway gateway)
        => (Store, Payments, Models, Gateway) = (store, payments, models, gateway);

    public TestStore Store { get; }

    public PayPalServer Payments { get; }

    public ModelsServer Models { get; }

    public LocalGateway Gateway { get; }

    public WebApplication App { get; private set; } = null!;

    /// <summary>Where customers reach it, whatever instance answers.</summary>
    public Uri Address { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    private string Tiers => Path.Combine(_folder.FullName, "tiers.json");

    /// <param name="settings">More of them, or others.</param>
    public static async Task<ConsoleHost> StartAsync(params string[] settings) => await StartAsync(await TestStore.SqliteAsync(), settings);

    /// <param name="store">Without plans; the host's from now on.</param>
    /// <param name="settings">More of them, or others.</param>
    public static async Task<ConsoleHost> StartAsync(TestStore store, params string[] settings)
    {
        await store.Lease.WriteAsync(
            async transaction =>
            {
                foreach (var plan in (PlanVersion[])[
                    Plan.Of(name: "free"), Plan.Of(49_000_000, 10, 300_000_000, "standard"),
                    Plan.Of(499_000_000, 1000, 100_000_000, "premium"),
                ])
                    await PlanStore.AddAsync(transaction, plan);
                return true;
            },
            default);
        var models = await ModelsServer.StartAsync();
        var gateway = await LocalGateway.StartAsync(
            GatewayPlan(), TimeProvider.System, "--Gateway:Hosts:models.example", models.Address.Authority);
        var host = new ConsoleHost(store, await PayPalServer.StartAsync(store.Time), models, gateway);
        await host.WriteTiersAsync();
        (host.Address, host._settings) = (new Uri($"http://127.0.0.1:{FreePort()}"), settings);
        host.App = await host.ServeAsync(host.Address);
        return host;
    }

    /// <summary>The process ends, and another one begins where it was.</summary>
    public async Task RestartAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        App = await ServeAsync(Address);
    }

    /// <summary>Another instance, which knows of the first by the database alone.</summary>
    public Task<WebApplication> ServeBesideAsync() => ServeAsync(new Uri($"http://127.0.0.1:{FreePort()}"));

    /// <summary>Somebody with a browser.</summary>
    public Browser Open() => new(Address);

    /// <summary>Somebody who is signed in and has a plan.</summary>
    public async Task<Browser> SignUpAsync(string name, string plan = "free", bool isOperator = false)
    {
        var browser = Open();
        await browser.SignInAsync(name, isOperator);
        await browser.GetAsync("/console/sign-up");
        await browser.SendAsync(
            "form[action='/console/sign-up']", ("name", name), ("email", $"{name}@example.com"), ("country", "DE"), ("plan", plan));
        return browser;
    }

    /// <summary>A round of all that billing does.</summary>
    public async Task WorkAsync()
    {
        await Business.WorkAsync(Store);
        await new ProviderWork(Store.Database, Store.Lease, Payments.Provider, Store.Time, NullLoggerFactory.Instance).RunAsync(default);
        await new Dunning(Store.Lease, Store.Time).RunAsync(default);
        await Gateway.Work(Store).RunAsync(default);
    }

    /// <summary>What the servers read of consents, by pseudonym, after a round of what billing does for them.</summary>
    public async Task<JsonObject> ConsentsAsync()
    {
        Assert.True(await Store.Lease.TryHoldAsync(default));
        var (services, data) = (App.Services, (Store.Database, Store.Lease));
        var (terms, pseudonyms) = (services.GetRequiredService<ConsentTerms>(), services.GetRequiredService<Pseudonyms>());
        await new ConsentPublisher(
            data, services.GetRequiredService<IConsentFile>(), terms, pseudonyms, services.GetRequiredService<ConsentDesk>(),
            Store.Time).RunAsync(default);
        await new Eraser(
            data, services.GetRequiredService<IRecords>(), pseudonyms, terms.Find(ConsentPurposes.Monitoring).Days, Store.Time,
            NullLogger<Eraser>.Instance).RunAsync(default);
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "consent.json")))!["consents"]!.AsObject();
    }

    /// <summary>A file that servers leave of whoever has a pseudonym.</summary>
    public async Task<string> CollectAsync(string pseudonym)
    {
        var path = Path.Combine(
            _folder.FullName,
            FormattableString.Invariant(
                $"records/monitoring/iris/1/model_inputs/{Store.Time.GetUtcNow():yyyy'/'MM'/'dd'/'HH}/{pseudonym}-pod-1.jsonl"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "{}\n");
        return path;
    }

    /// <summary>Lets days pass, with the work of each.</summary>
    public async Task PassAsync(int days)
    {
        for (; days > 0; days--)
        {
            Store.Time.Advance(TimeSpan.FromDays(1));
            await WorkAsync();
        }
    }

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return string.Join(
            " | ", (await connection.QueryAsync(sql)).Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values)));
    }

    /// <summary>What a call with a key is answered, straight at the gateway.</summary>
    public async Task<HttpStatusCode> CallAsync(string key)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway.Service, "/inference/v1/models/iris/predict"))
        {
            Content = new StringContent(
                """{"length":1,"count":1,"colour":"blue"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            Headers = { { "Ocp-Apim-Subscription-Key", key } },
        };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Gateway.DisposeAsync();
        await Models.DisposeAsync();
        await Payments.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task WriteTiersAsync() => File.WriteAllTextAsync(Tiers,
        """
        [{ "name": "free", "displayName": "Free", "description": "For a start.", "callsPerMinute": 100, "hardCap": 3 },
         { "name": "standard", "displayName": "Standard", "description": "For production.", "callsPerMinute": 1000, "hardCap": 1000, "terms": "Be kind." },
         { "name": "premium", "displayName": "Premium", "callsPerMinute": 1000, "hardCap": 100000, "approvalRequired": true }]
        """);

    private async Task<WebApplication> ServeAsync(Uri address)
    {
        var app = BillingServer.Create(
            [
                "--environment", "Development", "--urls", address.AbsoluteUri, "--Logging:LogLevel:Default", "Trace",
                "--Billing:Database", Store.Connection, "--Billing:Usage", Store.Logs, "--Billing:Instance", "console",
                "--Billing:DrainMilliseconds", "0", "--PayPal:Address", Payments.Address.AbsoluteUri, "--PayPal:ClientId",
                Platform.Payments.PayPal.PayPalEndpoints.ClientId,
                "--PayPal:ClientSecret", Platform.Payments.PayPal.PayPalEndpoints.ClientSecret, "--PayPal:WebhookId",
                PayPalServer.WebhookId, "--PayPal:CertificateHost", "127.0.0.1",
                "--Gateway:Service", Gateway.Service.AbsoluteUri, "--Gateway:Token", LocalGateway.Token, "--Console:Address",
                Address.AbsoluteUri,
                "--Console:Api", new Uri(Gateway.Service, "/inference/v1/").AbsoluteUri, "--Console:Documents",
                Models.Address.AbsoluteUri, "--Console:Tiers", Tiers,
                "--Console:SignIn:Development", "true", "--Console:SignIn:AttemptsPerMinute", "1000", "--Console:TaxRates:DE", "190000",
                "--Consent:File", Path.Combine(_folder.FullName, "consent.json"), "--Consent:Records",
                _folder.CreateSubdirectory("records").FullName,
                "--Consent:Key", Convert.ToBase64String(new byte[32]), .. _settings,
            ],
            Store.Time, Configure);
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        return app;
    }

    /// <summary>The work is the test's own, round by round.</summary>
    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(Log);
        foreach (var work in builder.Services.Where(each => each.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)
            && (each.ImplementationFactory?.Method.Module.Assembly ?? each.ImplementationType?.Assembly) == typeof(BillingServer).Assembly)
                .ToList())
            builder.Services.Remove(work);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string GatewayPlan()
    {
        const string forwards = "<policies><inbound><base /></inbound><backend><forward-request /></backend><outbound><base "
            + "/></outbound><on-error><base /></on-error></policies>";
        var resources = new JsonArray
        {
            LocalGateway.Resource("service", "ApiManagementService", []),
            LocalGateway.Resource(
                "api", "Api",
                new()
                {
                    ["apiId"] = "api", ["path"] = "inference/v1", ["subscriptionRequired"] = true, ["serviceUrl"] = "http://models.example",
                }),
            LocalGateway.Resource(
                "call", "ApiOperation", new() { ["apiId"] = "api", ["operationId"] = "call", ["method"] = "POST", ["urlTemplate"] = "/*" }),
            LocalGateway.Resource("policy", "ApiPolicy", new() { ["apiId"] = "api", ["format"] = "xml", ["value"] = forwards }),
        };
        foreach (var (product, calls) in new[] { ("free", FreeCalls), ("standard", 1000), ("premium", 100_000) })
        {
            resources.Add(LocalGateway.Resource(
                product, "Product", new() { ["productId"] = product, ["subscriptionRequired"] = true, ["state"] = "published" }));
            resources.Add(LocalGateway.Resource($"{product}-api", "ProductApi", new() { ["productId"] = product, ["apiId"] = "api" }));
            resources.Add(LocalGateway.Resource($"{product}-policy", "ProductPolicy", new()
            {
                ["productId"] = product, ["policyId"] = "policy", ["format"] = "xml",
                ["value"] = $"<policies><inbound><base /><quota calls=\"{calls}\" renewal-period=\"2592000\" /></inbound><backend><base "
                    + "/></backend><outbound><base /></outbound><on-error><base /></on-error></policies>",
            }));
        }

        return new JsonObject { ["resources"] = resources }.ToJsonString();
    }
}
