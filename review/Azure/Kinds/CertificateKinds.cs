namespace Platform.Review.Azure.Kinds;

/// <summary>Keys and certificates that the program makes itself; whatever changes in one makes another.</summary>
internal static class CertificateKinds
{
    private static readonly string[] _everything = ["*"];
    private static readonly string[] _renewal = ["earlyRenewalHours"];

    public static Kind[] All { get; } =
    [
        Certificate("certRequest:CertRequest", Holding.Nothing),
        Certificate("locallySignedCert:LocallySignedCert", Holding.Nothing),
        Certificate("privateKey:PrivateKey", Holding.Identity),
        // The authority, which callers inside the network trust
        Certificate("selfSignedCert:SelfSignedCert", Holding.Lasting),
    ];

    private static Kind Certificate(string name, Holding holds) => new($"tls:index/{name}")
        { Label = "Certificate", Gathers = true, Holds = holds, ForceNew = _everything, InPlace = _renewal };
}
