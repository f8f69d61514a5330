using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>
/// A certificate authority of the stack's own and the server certificate of the workload, so that the gateway can tell the workload
/// from anything else that answers at its address. Keys live in the Pulumi state, encrypted as secrets are.
/// </summary>
internal sealed class PrivateCertificates : PlatformComponent
{
    private const int YearHours = 365 * 24;

    /// <param name="hostName">Name under which the gateway calls the workload.</param>
    public PrivateCertificates(PlatformScope scope, string hostName) : base("Certificates", scope)
    {
        var authorityKey = Key("authority-key");
        var authority = new SelfSignedCert("authority", new()
        {
            PrivateKeyPem = authorityKey.PrivateKeyPem,
            IsCaCertificate = true,
            ValidityPeriodHours = 10 * YearHours,
            AllowedUses = { "cert_signing", "crl_signing" },
            Subject = new SelfSignedCertSubjectArgs { CommonName = $"platform {scope.Stack} authority", Organization = "platform" },
        }, Lasting());
        var serverKey = Key("server-key");
        var request = new CertRequest("server-request", new()
        {
            PrivateKeyPem = serverKey.PrivateKeyPem,
            DnsNames = { hostName },
            Subject = new CertRequestSubjectArgs { CommonName = hostName, Organization = "platform" },
        }, Child());
        var server = new LocallySignedCert("server", new()
        {
            CaCertPem = authority.CertPem,
            CaPrivateKeyPem = authorityKey.PrivateKeyPem,
            CertRequestPem = request.CertRequestPem,
            ValidityPeriodHours = YearHours,
            // A `pulumi up` in the last 90 days of the year renews it
            EarlyRenewalHours = 90 * 24,
            AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
        }, Child());
        AuthorityPem = authority.CertPem;
        ServerPem = server.CertPem;
        ServerKeyPem = Output.CreateSecret(serverKey.PrivateKeyPem);
        RegisterOutputs();
    }

    public Output<string> AuthorityPem { get; }
    public Output<string> ServerPem { get; }
    public Output<string> ServerKeyPem { get; }

    private PrivateKey Key(string name) => new(name, new() { Algorithm = "ECDSA", EcdsaCurve = "P256" }, Lasting());
}
