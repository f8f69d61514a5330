using Platform.Infra.Cluster;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;

namespace Platform.Infra.Billing;

/// <summary>What the database is given of the rest of the platform.</summary>
/// <param name="Admins">Who may be billing besides its pods.</param>
internal sealed record BillingDatabaseArgs(PlatformNetwork Network, Identities Identities, ClusterAdmins Admins, Monitoring Monitoring);
