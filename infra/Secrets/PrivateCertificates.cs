using System.Security.Cryptography;
using System.Text;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>
/// How gateway and workload know each other. A certificate authority of the stack's own and the workload's certificate tell the gateway
/// that it is the workload that answers; a secret that the gateway sends along tells the workload that it is the gateway that asks.
/// Keys live in the Pulumi state, encrypted as secrets are, and the authority's in the vault as well.
/// </summary>
internal sealed class PrivateCertificates : PlatformComponent
{
    private readonly CertificateSettings _settings;

    public PrivateCertificates(string name, PrivateCertificatesArgs args, ComponentResourceOptions? options = null)
        : base("Certificates", name, args.Scope, options)
    {
        var settings = args.Settings;
        _settings = settings;
        var authorityKey = Key("authority-key", Lasting());
        var authority = new SelfSignedCert("authority", new()
        {
            PrivateKeyPem = authorityKey.PrivateKeyPem,
            IsCaCertificate = true,
            ValidityPeriodHours = settings.AuthorityYears * 365 * 24,
            AllowedUses = { "cert_signing", "crl_signing" },
            Subject = new SelfSignedCertSubjectArgs { CommonName = $"platform {Scope.Stack} authority", Organization = "platform" },
        }, Lasting());
        Server = Issue("server", authority, authorityKey, args.Hosts);
        // With a key of its own, so that neither can pass for the other
        Billing = args.BillingHost is { } host ? Issue("billing", authority, authorityKey, [host]) : null;
        // A private key is the one random thing that this provider makes, and has entropy to spare
        GatewaySecret = Output.CreateSecret(Key("gateway-key", Lasting()).PrivateKeyPem.Apply(Hash));
        SmokeKey = Output.CreateSecret(Key("smoke-key", Child()).PrivateKeyPem.Apply(Hash));
        AuthorityCopy.Keep(Scope, args.Secrets.Vault, authority, authorityKey);
        if (args.Collects)
        {
            PseudonymKey = Output.CreateSecret(Key("pseudonym-key", Lasting()).PrivateKeyPem.Apply(Base64));
            Secrets.PseudonymKey.Keep(Scope, args.Secrets.Vault, PseudonymKey);
        }

        AuthorityPem = authority.CertPem;
        AuthorityEnd = authority.ValidityEndTime;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["authorityEnd"] = AuthorityEnd,
        });
    }

    public Output<string> AuthorityPem { get; }

    /// <summary>As RFC 3339 writes it.</summary>
    public Output<string> AuthorityEnd { get; }

    /// <summary>What the workload shows.</summary>
    public ServerCertificate Server { get; }

    /// <summary>What billing shows; null where there is none.</summary>
    public ServerCertificate? Billing { get; }

    /// <summary>64 hexadecimal digits.</summary>
    public Output<string> GatewaySecret { get; }

    /// <summary>The subscription key of the test that follows a deployment; 64 hexadecimal digits.</summary>
    public Output<string> SmokeKey { get; }

    /// <summary>32 bytes in base64; null where nothing is collected.</summary>
    public Output<string>? PseudonymKey { get; }

    private ServerCertificate Issue(string name, SelfSignedCert authority, PrivateKey authorityKey, IReadOnlyList<string> hosts)
    {
        var key = Key($"{name}-key", Lasting());
        var request = new CertRequest($"{name}-request", new()
        {
            PrivateKeyPem = key.PrivateKeyPem,
            DnsNames = hosts.ToArray(),
            Subject = new CertRequestSubjectArgs { CommonName = hosts[0], Organization = "platform" },
        }, Child());
        var certificate = new LocallySignedCert(name, new()
        {
            CaCertPem = authority.CertPem,
            CaPrivateKeyPem = authorityKey.PrivateKeyPem,
            CertRequestPem = request.CertRequestPem,
            ValidityPeriodHours = _settings.ServerDays * 24,
            // The first `pulumi up` within this time before its end renews it
            EarlyRenewalHours = _settings.RenewalDays * 24,
            AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
        }, Child());
        return new(certificate.CertPem, Output.CreateSecret(key.PrivateKeyPem));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Base64(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private PrivateKey Key(string name, CustomResourceOptions options)
        => new(name, new() { Algorithm = "ECDSA", EcdsaCurve = "P256" }, options);
}
