using Pulumi;

namespace Platform.Infra.Observability;

/// <summary>Ids of what the alerts watch.</summary>
internal sealed record AlertTargets(
    Output<string> Cluster, Output<string> Gateway, Output<string> Vault, Output<string> Storage, Output<string> MachineLearning);
