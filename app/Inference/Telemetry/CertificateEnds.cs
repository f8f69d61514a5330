using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Inference.Telemetry;

/// <summary>
/// When the certificates end that the server shows, so that somebody is told in time. Read from their files each time, as the server takes
/// over one that changes there.
/// </summary>
internal static class CertificateEnds
{
    /// <returns>By endpoint; without those whose file is unreadable, of which the server itself complains.</returns>
    public static IEnumerable<(string Endpoint, DateTimeOffset End)> Read(IConfiguration configuration)
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            if (endpoint["Certificate:Path"] is { Length: > 0 } path && EndOf(path, endpoint["Certificate:Password"]) is { } end)
                yield return (endpoint.Key, end);
    }

    private static DateTimeOffset? EndOf(string path, string? password)
    {
        try
        {
            using var certificate = X509Certificate2.GetCertContentType(path) is X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : X509CertificateLoader.LoadCertificateFromFile(path);
            return certificate.NotAfter;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
