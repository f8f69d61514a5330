using System.Security.Cryptography;
using System.Text;
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
    /// <param name="hostNames">Names under which the gateway calls the workload, the main one first.</param>
    public PrivateCertificates(PlatformScope scope, CertificateSettings settings, SecretStore secrets, IReadOnlyList<string> hostNames)
        : base("Certificates", scope)
    {
        var authorityKey = Key("authority-key", Lasting());
        var authority = new SelfSignedCert("authority", new()
        {
            PrivateKeyPem = authorityKey.PrivateKeyPem,
            IsCaCertificate = true,
            ValidityPeriodHours = settings.AuthorityYears * 365 * 24,
            AllowedUses = { "cert_signing", "crl_signing" },
            Subject = new SelfSignedCertSubjectArgs { CommonName = $"platform {scope.Stack} authority", Organization = "platform" },
        }, Lasting());
        var serverKey = Key("server-key", Lasting());
        var request = new CertRequest("server-request", new()
        {
            PrivateKeyPem = serverKey.PrivateKeyPem,
            DnsNames = hostNames.ToArray(),
            Subject = new CertRequestSubjectArgs { CommonName = hostNames[0], Organization = "platform" },
        }, Child());
        var server = new LocallySignedCert("server", new()
        {
            CaCertPem = authority.CertPem,
            CaPrivateKeyPem = authorityKey.PrivateKeyPem,
            CertRequestPem = request.CertRequestPem,
            ValidityPeriodHours = settings.ServerDays * 24,
            // The first `pulumi up` within this time before its end renews it
            EarlyRenewalHours = settings.RenewalDays * 24,
            AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
        }, Child());
        // A private key is the one random thing that this provider makes, and has entropy to spare
        GatewaySecret = Output.CreateSecret(Key("gateway-key", Lasting()).PrivateKeyPem.Apply(Hash));
        SmokeKey = Output.CreateSecret(Key("smoke-key", Child()).PrivateKeyPem.Apply(Hash));
        AuthorityCopy.Keep(scope, secrets.Vault, authority, authorityKey, Child());
        AuthorityPem = authority.CertPem;
        AuthorityEnd = authority.ValidityEndTime;
        ServerPem = server.CertPem;
        ServerKeyPem = Output.CreateSecret(serverKey.PrivateKeyPem);
        RegisterOutputs();
    }

    public Output<string> AuthorityPem { get; }

    /// <summary>As RFC 3339 writes it.</summary>
    public Output<string> AuthorityEnd { get; }

    public Output<string> ServerPem { get; }
    public Output<string> ServerKeyPem { get; }

    /// <summary>64 hexadecimal digits.</summary>
    public Output<string> GatewaySecret { get; }

    /// <summary>The subscription key of the test that follows a deployment; 64 hexadecimal digits.</summary>
    public Output<string> SmokeKey { get; }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private PrivateKey Key(string name, CustomResourceOptions options) =>
        new(name, new() { Algorithm = "ECDSA", EcdsaCurve = "P256" }, options);
}
