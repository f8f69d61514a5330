using Pulumi;

namespace Platform.Infra.Observability;

/// <summary>Ids of what the alerts watch.</summary>
/// <param name="Metrics">Azure Monitor workspace with the metrics of the cluster and the servers.</param>
/// <param name="HealthUrl">What callers on the internet can ask; null where the gateway is private, and nobody outside can.</param>
/// <param name="AuthorityEnd">When the private authority's certificate ends, as RFC 3339 writes it.</param>
/// <param name="PortalSecretEnd">When the secret ends by which the developer portal signs people in; null where there is none.</param>
/// <param name="GatewayCapacity">The metric of how full the gateway is.</param>
/// <param name="Database">Billing's; null where nothing is billed.</param>
internal sealed record AlertTargets(
    Output<string> Cluster, Output<string> Gateway, Output<string> Vault, Output<string> Storage, Output<string> MachineLearning,
    Output<string> Metrics, Output<string>? HealthUrl, string GatewayCapacity, Output<string> AuthorityEnd,
    DateTimeOffset? PortalSecretEnd, Output<string>? Database);
