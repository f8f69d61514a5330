using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Rehearsal.Parts;

/// <summary>The servers' certificate and its authority, made anew for each rehearsal. TLS goes by the machine's own time.</summary>
internal static class Certificates
{
    public const string Authority = "authority.crt", Server = "server.crt", ServerKey = "server.key";

    /// <param name="folder">Where they go.</param>
    /// <param name="host">As the gateway calls the servers.</param>
    public static void Write(string folder, string host)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=The rehearsed platform", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(folder, Authority), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, Server), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, ServerKey), key.ExportPkcs8PrivateKeyPem());
    }
}
