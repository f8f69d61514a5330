using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Billing;

/// <summary>What billing is given of the rest of the platform.</summary>
/// <param name="Image">Of billing.</param>
/// <param name="Gateway">Id of the API Management service.</param>
/// <param name="Console">Null where there is none.</param>
internal sealed record BillingServiceArgs(
    PlatformScope Scope, PlatformSettings Settings, PlatformNetwork Network, Identities Identities, SecretStore Secrets,
    KubernetesCluster Cluster, BuiltImage Image, PrivateCertificates Certificates, UsageStorage Usage, BillingDatabase Database,
    Output<string> Gateway, ConsoleAccess? Console, Monitoring Monitoring);
