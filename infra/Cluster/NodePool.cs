using Platform.Infra.Settings;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <summary>One row of the cluster's node pools.</summary>
/// <param name="Purpose">Begins its name, in the program and in Azure.</param>
/// <param name="Adapt">What it has otherwise than a pool that anything may run on; null for nothing.</param>
internal sealed record NodePool(string Purpose, NodePoolSettings Size, IReadOnlyList<string> Zones, Action<AgentPoolArgs>? Adapt = null)
{
    /// <summary>Whether a pod whose limit is whole processors has these for itself.</summary>
    public bool IsOfWholeProcessors { get; init; }
}
