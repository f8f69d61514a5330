using System.Security.Cryptography;

namespace Platform.Infra.Gateway;

/// <summary>A certificate as API Management takes it.</summary>
internal static class Pem
{
    /// <summary>Base64 without the lines around it.</summary>
    public static string Body(string pem)
        => string.Concat(pem.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));

    /// <summary>40 hexadecimal digits; by SHA-1, as thumbprints are.</summary>
    public static string Thumbprint(string pem) =>
#pragma warning disable CA5350 // A name for a certificate, which API Management then checks as such
        Convert.ToHexString(SHA1.HashData(Convert.FromBase64String(Body(pem))));
#pragma warning restore CA5350
}
