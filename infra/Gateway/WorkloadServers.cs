using System.Collections.Immutable;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>
/// Single servers as backends: each shows the gateway's secret, checks the server's certificate against the stack's own authority, and is
/// left alone while it fails.
/// </summary>
/// <param name="certifiedName">Whose name the servers' certificate carries.</param>
/// <param name="secret">What they expect of their gateway; null where they expect nothing.</param>
internal sealed class WorkloadServers(
    GatewayScope gateway, GatewayCapabilities capabilities, PrivateCertificates certificates, string certifiedName, NamedSecret? secret)
{
    /// <summary>What the inference server expects of its gateway.</summary>
    private const string SecretHeader = "X-Gateway-Secret";

    private const string BreakerName = "overloaded-or-failing";
    private const int FailureCount = 20;
    private const string Interval = "PT10S";
    private static readonly (int Min, int Max)[] _failures = [(429, 429), (500, 599)];

    public static string UrlOf(string host) => $"https://{host}";

    private CustomResourceOptions Options => secret is null ? gateway.Child() : gateway.Child(secret.Resource);

    public CustomResource Declare(string name, string id, string host, string description)
        => capabilities.IsClassic ? OfService(name, id, host, description) : OfAuthority(name, id, host, description);

    // The service has been given the authority
    private Backend OfService(string name, string id, string host, string description) => new(name, new()
    {
        BackendId = id,
        ServiceName = gateway.ServiceName,
        ResourceGroupName = gateway.ResourceGroup,
        Protocol = BackendProtocol.Http,
        Url = UrlOf(host),
        Description = description,
        Tls = new BackendTlsPropertiesArgs { ValidateCertificateChain = true, ValidateCertificateName = true },
        CircuitBreaker = new BackendCircuitBreakerArgs { Rules = { Breaker() } },
        Credentials = secret is null
            ? null
            : (Input<BackendCredentialsContractArgs>)new BackendCredentialsContractArgs
            {
                Header = { [SecretHeader] = ImmutableArray.Create(secret.Reference) },
            },
    }, Options);

    // A server in trouble is left alone for a while, and callers learn at once that it is
    private static CircuitBreakerRuleArgs Breaker() => new()
    {
        Name = BreakerName,
        FailureCondition = new CircuitBreakerFailureConditionArgs
        {
            Count = FailureCount,
            Interval = Interval,
            StatusCodeRanges = _failures.Select(codes => new FailureStatusCodeRangeArgs { Min = codes.Min, Max = codes.Max }).ToArray(),
        },
        TripDuration = Interval,
        AcceptRetryAfter = true,
    };

    // The same, with the authority in it; not the certificate itself, which is another every year
    private CustomResource OfAuthority(string name, string id, string host, string description)
        => BackendOfAuthority.Declare(gateway, name, id, WithSecret(Map(
            ("protocol", "http"),
            ("url", UrlOf(host)),
            ("description", description),
            ("tls", Map(
                ("validateCertificateChain", true),
                ("validateCertificateName", true),
                ("serverX509Names", List(Map(
                    ("name", certifiedName), ("issuerCertificateThumbprint", certificates.AuthorityPem.Apply(Pem.Thumbprint))))))),
            ("circuitBreaker", Map(("rules", List(Map(
                ("name", BreakerName),
                ("failureCondition", Map(
                    ("count", FailureCount), ("interval", Interval),
                    ("statusCodeRanges", List([.. _failures.Select(codes => Map(("min", codes.Min), ("max", codes.Max)))])))),
                ("tripDuration", Interval),
                ("acceptRetryAfter", true)))))))), Options);

    private ImmutableDictionary<string, object> WithSecret(ImmutableDictionary<string, object> properties) => secret is null
        ? properties
        : properties.Add("credentials", Map(("header", Map((SecretHeader, List(secret.Reference))))));
}
