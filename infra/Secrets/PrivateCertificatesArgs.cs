using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Secrets;

/// <param name="Secrets">Where a copy of the authority is kept.</param>
/// <param name="Hosts">Names under which the gateway calls the workload, the main one first.</param>
/// <param name="BillingHost">Under which it calls billing; null where there is none.</param>
/// <param name="Collects">Whether customers can let calls be collected.</param>
internal sealed record PrivateCertificatesArgs(
    PlatformScope Scope, CertificateSettings Settings, SecretStore Secrets, IReadOnlyList<string> Hosts, string? BillingHost,
    bool Collects);
