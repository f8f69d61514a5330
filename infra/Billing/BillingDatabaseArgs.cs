using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Billing;

/// <summary>What the database is given of the rest of the platform.</summary>
/// <param name="Admins">Who may be billing besides its pods.</param>
internal sealed record BillingDatabaseArgs(
    PlatformScope Scope, DatabaseSettings Settings, PlatformNetwork Network, Identities Identities, ClusterAdmins Admins,
    Monitoring Monitoring);
