namespace Platform.Rehearsal.Parts;

/// <summary>The programs of the platform.</summary>
internal static class PartKind
{
    public const string Server = "server", Gateway = "gateway", Billing = "billing", Payments = "payments";

    public static IReadOnlyList<string> All { get; } = [Server, Gateway, Billing, Payments];
}
