using Platform.Infra.MachineLearning;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Scheduling.V1;

namespace Platform.Infra.Workload;

/// <summary>What the pods of every track share.</summary>
/// <param name="Certificate">The server's, with its key.</param>
/// <param name="GatewaySecret">What the gateway shows to be answered.</param>
/// <param name="Usage">Where what was used is written; null where nothing is billed.</param>
/// <param name="Records">Where calls are collected, with the secret that has its key; null where none are.</param>
/// <param name="Texts">A model that is served elsewhere; null for none.</param>
internal sealed record InferencePodArgs(
    ServiceAccount Account, Secret Certificate, Secret GatewaySecret, PriorityClass Priority,
    UsageSpool? Usage, (CollectedRecords Place, Secret Key)? Records, ServerlessTexts? Texts)
{
    /// <summary>
    /// How the database of conversations is reached: without a password, as the identity's token is one. Null where none are kept.
    /// </summary>
    public Output<string>? Conversations { get; init; }
}
