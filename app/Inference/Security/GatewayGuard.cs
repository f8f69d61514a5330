using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Platform.Inference.Faults;
using Platform.Inference.Settings;

namespace Platform.Inference.Security;

/// <summary>Lets inference through for the gateway alone.</summary>
internal sealed class GatewayGuard(IOptions<GatewayOptions> options)
{
    public const string Header = "X-Gateway-Secret";

    private readonly byte[]? _secret = options.Value.Secret is { Length: > 0 } secret
        ? SHA256.HashData(Encoding.UTF8.GetBytes(secret))
        : null;
    private readonly byte[]? _thumbprint = options.Value.ClientCertificateThumbprint is { Length: > 0 } hex ? ParseThumbprint(hex) : null;

    /// <summary>Certificates are asked for but not required, so that probes need none; which one counts, the guard decides.</summary>
    public static void AcceptCertificates(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
    }

    /// <exception cref="ProtocolException">401: the request is not the gateway's.</exception>
    public void Check(HttpContext context)
    {
        if (_secret is null && _thumbprint is null || HasSecret(context) || HasCertificate(context))
            return;
        throw new ProtocolException(
            Fault.Unauthenticated, "this server takes requests through its gateway only; call the gateway with your subscription key");
    }

    /// <summary>Tools print a thumbprint with colons or spaces between its bytes.</summary>
    private static byte[] ParseThumbprint(string given)
    {
        var hex = given.Replace(":", "").Replace(" ", "");
        var thumbprint = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(hex, thumbprint, out var consumed, out var written) == OperationStatus.Done
            && written == thumbprint.Length && consumed == hex.Length
            ? thumbprint
            : throw new SettingException(
                $"{GatewayOptions.Section}:{nameof(GatewayOptions.ClientCertificateThumbprint)}", given,
                "the SHA-256 thumbprint of the gateway's certificate: 64 hex digits, with or without colons or spaces");
    }

    /// <summary>Hashes are of one length, so that the comparison takes the same time for every guess.</summary>
    private bool HasSecret(HttpContext context)
        => _secret is not null && CryptographicOperations.FixedTimeEquals(
            _secret, SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString())));

    private bool HasCertificate(HttpContext context)
        => _thumbprint is not null && context.Connection.ClientCertificate is { } certificate
        && CryptographicOperations.FixedTimeEquals(_thumbprint, certificate.GetCertHash(HashAlgorithmName.SHA256));
}
