using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Tool.Up;

/// <summary>Who vouches for the server's certificate here; as in the cloud, it is trusted by this platform alone.</summary>
internal sealed class LocalAuthority : IDisposable
{
    private static readonly TimeSpan _valid = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _certificate;

    /// <summary>Writes its certificate, and a server's with its key.</summary>
    /// <param name="host">The name under which the gateway knows the server.</param>
    /// <param name="at">Where a file of a name lies.</param>
    public LocalAuthority(string host, Func<string, string> at)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow() + _valid);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=The platform on this machine", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = authority.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, from, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(at("authority.crt"), _certificate.ExportCertificatePem());
        File.WriteAllText(at("server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(at("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Trusts it alone.</summary>
    public HttpClient Client(Uri address)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    }

    public void Dispose() => _certificate.Dispose();
}
