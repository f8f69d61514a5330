using System.Security.Cryptography;
using Platform.Tool.Processes;
using Platform.Tool.Setup;

namespace Platform.Tool.Up;

/// <summary>
/// What the parts of the platform have to know of each other, made anew for each run: a certificate, secrets, keys, addresses.
/// </summary>
internal sealed class Chain : IDisposable
{
    /// <summary>The gateway's path in the resource manager's addresses; the local one takes any.</summary>
    public const string Management = "/subscriptions/local/resourceGroups/local/providers/Microsoft.ApiManagement/service/local";

    private readonly DirectoryInfo _folder;
    private readonly LocalIssuer _issuer = new();
    private readonly LocalAuthority _authority;
    private readonly string _secret = Secret();

    private Chain(string stack, DeployedPlan plan, DirectoryInfo folder, int port)
    {
        (Stack, Plan, _folder) = (stack, plan, folder);
        (Gateway, Server) = (Loopback("http", port), Loopback("https", FreePort.Of()));
        (Payments, Console) = (Loopback("http", FreePort.Of()), Loopback("http", FreePort.Of()));
        Keys = plan.Tiers.ToDictionary(tier => tier, _ => Secret());
        Directory.CreateDirectory(At("usage"));
        File.WriteAllText(At("plans.json"), plan.Plans);
        File.WriteAllText(At("tiers.json"), plan.TierFile);
        File.WriteAllText(At("token-keys.json"), _issuer.Keys());
        _authority = new LocalAuthority(plan.ServerHost, At);
    }

    public string Stack { get; }

    public DeployedPlan Plan { get; }

    public Uri Gateway { get; }

    public Uri Server { get; }

    public Uri Payments { get; }

    public Uri Console { get; }

    /// <summary>Of a development customer of each tier.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>Of whoever manages the gateway.</summary>
    public string ManagementToken { get; } = Secret();

    /// <summary>Of whoever writes price indexes.</summary>
    public string OperatorKey { get; } = Secret();

    public Dictionary<string, string> ServerSettings => new()
    {
        ["Urls"] = "",
        ["Kestrel__Endpoints__Https__Url"] = $"https://127.0.0.1:{Server.Port}",
        ["Kestrel__Endpoints__Https__Certificate__Path"] = At("server.crt"),
        ["Kestrel__Endpoints__Https__Certificate__KeyPath"] = At("server.key"),
        ["Gateway__Secret"] = _secret,
        ["Usage__Path"] = At("usage"),
        ["Usage__FlushBeforeResponse"] = "true",
    };

    public Dictionary<string, string> GatewaySettings
        => new(Keys.Select(key => KeyValuePair.Create($"Gateway__Customers__{key.Key}", key.Value)))
        {
            ["Gateway__Plan"] = At("plan.json"),
            ["Gateway__Management__Token"] = ManagementToken,
            ["Gateway__TokenKeys"] = At("token-keys.json"),
            ["Gateway__Authority"] = At("authority.crt"),
            [$"Gateway__Hosts__{Plan.ServerHost}"] = $"127.0.0.1:{Server.Port}",
            ["Gateway__NamedValues__gateway_secret"] = _secret,
        };

    public Dictionary<string, string> BillingSettings => new()
    {
        // Where anybody is who they say
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Urls"] = Console.AbsoluteUri,
        ["Billing__Database"] = At("billing.db"),
        ["Billing__Usage"] = At("usage"),
        ["Billing__Plans"] = At("plans.json"),
        ["Billing__Instance"] = "this machine",
        ["Billing__DrainMilliseconds"] = "0",
        ["PayPal__Address"] = Payments.AbsoluteUri,
        ["PayPal__ClientId"] = "stand-in",
        ["PayPal__ClientSecret"] = "charges-nobody",
        ["PayPal__WebhookId"] = "WH-LOCAL",
        ["PayPal__CertificateHost"] = Payments.Host,
        ["Gateway__Service"] = new Uri(Gateway, Management).AbsoluteUri,
        ["Gateway__Token"] = ManagementToken,
        ["Operator__Keys__local"] = OperatorKey,
        ["Consent__File"] = At("consent.json"),
        ["Consent__Records"] = At("records"),
        ["Consent__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Console__Address"] = Console.AbsoluteUri,
        ["Console__Api"] = new Uri(Gateway, "/inference/v1/").AbsoluteUri,
        ["Console__Documents"] = Server.AbsoluteUri,
        ["Console__Authority"] = At("authority.crt"),
        ["Console__Tiers"] = At("tiers.json"),
        ["Console__SignIn__Development"] = "true",
    };

    public static async Task<Chain> PrepareAsync(string stack, int port)
    {
        using var step = new Step($"Making the gateway of {stack} for port {port}");
        var folder = Directory.CreateTempSubdirectory("platform-");
        return new(stack, new DeployedPlan(await File.ReadAllTextAsync(await StackPlan.WriteAsync(stack, folder))), folder, port);
    }

    public static string Secret() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>As Entra would give it to a holder of the tier's role; null where the key is enough.</summary>
    public string? Token(string tier) => Plan.RoleOf(tier) is { } role ? _issuer.Token(role) : null;

    /// <summary>Trusts the server's certificate.</summary>
    public HttpClient ServerClient() => _authority.Client(Server);

    public void Dispose()
    {
        _authority.Dispose();
        _issuer.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Uri Loopback(string scheme, int port) => new($"{scheme}://127.0.0.1:{port}");

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
