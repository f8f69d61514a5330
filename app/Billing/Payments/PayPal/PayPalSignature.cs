using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Platform.Billing.Payments.PayPal;

/// <summary>
/// Checks webhooks without asking PayPal: SHA256withRSA over transmission id, time, webhook id and the CRC-32 of the body, by a
/// certificate from a host of PayPal's.
/// </summary>
/// <seealso href="https://developer.paypal.com/api/rest/webhooks/rest/#link-selfverificationmethod"/>
internal sealed class PayPalSignature(HttpClient client, IOptions<PayPalOptions> options, TimeProvider time)
{
    private const string Algorithm = "SHA256withRSA";

    private readonly ConcurrentDictionary<Uri, X509Certificate2> _certificates = [];

    /// <exception cref="SignatureException">PayPal did not sign it.</exception>
    /// <exception cref="HttpRequestException">Its certificate cannot be read now.</exception>
    public async Task<PaymentEvent> ReadAsync(
        ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (Header(headers, "PAYPAL-AUTH-ALGO") is var algorithm && algorithm != Algorithm)
            throw new SignatureException($"the webhook is signed by '{algorithm}'; expected {Algorithm}");
        var certificate = await CertificateAsync(Header(headers, "PAYPAL-CERT-URL"), cancellationToken);
        // Of the raw body, as an unsigned decimal number
        var crc = Crc32.HashToUInt32(raw.Span);
        var signed = FormattableString.Invariant(
            $"{Header(headers, "PAYPAL-TRANSMISSION-ID")}|{Header(headers, "PAYPAL-TRANSMISSION-TIME")}|{options.Value.WebhookId}|{crc}");
        using var key = certificate.GetRSAPublicKey() ?? throw new SignatureException("the webhook's certificate has no RSA key");
        if (!key.VerifyData(
            Encoding.UTF8.GetBytes(signed), Decode(Header(headers, "PAYPAL-TRANSMISSION-SIG")), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1))
            throw new SignatureException("the webhook's signature is not of this body and webhook id");
        return Read(raw);
    }

    private static PaymentEvent Read(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var sent = JsonSerializer.Deserialize(raw.Span, PayPalJson.Default.WebhookEvent);
            if (sent is { Id: { } id, EventType: { } type })
                return new PaymentEvent(id, type, sent.Resource?.Id ?? sent.Resource?.DisputeId ?? "");
        }
        catch (JsonException)
        {
            // Said below
        }

        throw new SignatureException("the webhook is signed, and is no event");
    }

    private async Task<X509Certificate2> CertificateAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsOfProvider(address))
            throw new SignatureException(
                $"the webhook's certificate is at '{url}'; expected an https address below {options.Value.CertificateHost}");
        if (!_certificates.TryGetValue(address, out var certificate))
            certificate = _certificates[address] = RequireTrusted(await FetchAsync(address, cancellationToken), address);
        var now = time.GetUtcNow();
        return now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime()
            ? certificate
            : throw new SignatureException($"the webhook's certificate held from {certificate.NotBefore:u} to {certificate.NotAfter:u}");
    }

    /// <summary>
    /// An address that answers without a certificate is somebody's mistake or lie; one that does not answer can be asked again.
    /// </summary>
    /// <exception cref="HttpRequestException">Nobody answers, or not now.</exception>
    private async Task<X509Certificate2> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(address, cancellationToken);
        var status = (int)answer.StatusCode;
        if (status is >= 500 or 408 or 429)
            throw new HttpRequestException(
                $"the webhook's certificate at '{address}' cannot be read now: it answers {status}", null, answer.StatusCode);
        if (status != 200)
            throw new SignatureException($"the webhook's certificate at '{address}' is not there: it answers {status}");
        try
        {
            return X509Certificate2.CreateFromPem(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (CryptographicException)
        {
            throw new SignatureException($"what is at '{address}' is no certificate; expected one in PEM");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(address, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException
        || exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the webhook's certificate at '{address}' cannot be read now: {exception.Message}", exception);
        }
    }

    /// <summary>The stand-in on loopback signs with a certificate of its own.</summary>
    private static X509Certificate2 RequireTrusted(X509Certificate2 certificate, Uri address)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return address.IsLoopback || chain.Build(certificate)
            ? certificate
            : throw new SignatureException($"the webhook's certificate at '{address}' is not trusted: {string.Join(
                ", ", chain.ChainStatus.Select(status => status.Status))}");
    }

    private bool IsOfProvider(Uri address)
    {
        var host = options.Value.CertificateHost;
        var isBelow = address.Host == host || address.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase);
        return isBelow && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback && host == address.Host);
    }

    private static string Header(IReadOnlyDictionary<string, string> headers, string name)
        => headers.TryGetValue(name, out var value) ? value : throw new SignatureException($"the webhook has no header {name}");

    private static byte[] Decode(string signature)
    {
        try
        {
            return Convert.FromBase64String(signature);
        }
        catch (FormatException)
        {
            throw new SignatureException("the webhook's signature is not base64");
        }
    }
}
