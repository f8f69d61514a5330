using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Inference.Tests;

/// <summary>Certificates made for a test.</summary>
internal static class ServerCertificate
{
    /// <summary>The settings of a server with TLS on a free loopback port, with a certificate of its own in this folder.</summary>
    public static string[] Settings(TemporaryFolder folder)
    {
        using var key = RSA.Create(2048);
        using var certificate = Create("server", key);
        File.WriteAllText(folder.File("tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("tls.key"), key.ExportPkcs8PrivateKeyPem());
        return
        [
            "--Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0", "--Kestrel:Endpoints:Https:Certificate:Path", folder.File("tls.crt"),
            "--Kestrel:Endpoints:Https:Certificate:KeyPath", folder.File("tls.key"),
        ];
    }

    public static X509Certificate2 Create(string name)
    {
        using var key = RSA.Create(2048);
        return Create(name, key);
    }

    private static X509Certificate2 Create(string name, RSA key)
        => new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
}
