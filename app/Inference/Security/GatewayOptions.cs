namespace Platform.Inference.Security;

/// <summary>
/// Configuration section <c>Gateway</c>: how the gateway proves itself. Both off by default, for local use; either one suffices.
/// </summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>What the gateway sends in the header <see cref="GatewayGuard.Header"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>
    /// SHA-256 thumbprint (64 hex digits, with or without colons or spaces) of the certificate that the gateway shows. Needs an https
    /// endpoint.
    /// </summary>
    public string? ClientCertificateThumbprint { get; set; }
}
