using System.IO.Hashing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Platform.Payments.PayPal;

/// <summary>Signs webhooks as PayPal does, with a certificate of the stand-in's own.</summary>
internal sealed class WebhookSigner : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public WebhookSigner(TimeProvider time)
    {
        var request = new CertificateRequest("CN=stand-in", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddYears(10));
        Certificate = certificate.ExportCertificatePem();
    }

    /// <summary>PEM.</summary>
    public string Certificate { get; }

    public void Dispose() => _key.Dispose();

    /// <summary>Of transmission id, time, webhook id and the CRC-32 of the body, in decimal; base64.</summary>
    public string Sign(string transmission, string time, string webhookId, byte[] body) => Convert.ToBase64String(_key.SignData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{transmission}|{time}|{webhookId}|{Crc32.HashToUInt32(body)}")),
        HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
