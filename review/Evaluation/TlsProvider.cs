using System.Collections.Immutable;
using Platform.Review.Secrets;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>Keys and certificates: texts in their form, with nothing in them.</summary>
internal sealed class TlsProvider : ICloudProvider
{
    public static TlsProvider Instance { get; } = new();

    public CloudResource Create(MockResourceArgs args)
    {
        var id = Deterministic.Hex($"{args.Type}/{args.Name}", 40);
        var made = Outputs.Of(
            ("id", id),
            ("publicKeyPem", Pem("PUBLIC KEY", id)),
            ("certPem", Pem("CERTIFICATE", id)),
            ("certRequestPem", Pem("CERTIFICATE REQUEST", id)),
            ("validityStartTime", "2000-01-01T00:00:00Z"),
            ("validityEndTime", "2100-01-01T00:00:00Z"),
            ("readyForRenewal", false));
        if (args.Type == "tls:index/privateKey:PrivateKey")
            made = made.Add("privateKeyPem", PrivateKey(args)).Add("privateKeyPemPkcs8", PrivateKey(args));
        return new CloudResource(id, args.Inputs.MergedWith(made));
    }

    // A key that is made otherwise is another one
    private static string PrivateKey(MockResourceArgs args)
    {
        var inputs = args.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key}={input.Value}");
        return Pem("PRIVATE KEY", Placeholder.For(Deterministic.Hex($"{args.Type}/{args.Name}/{string.Join(',', inputs)}", 40)));
    }

    private static string Pem(string kind, string body) => $"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----\n";
}
