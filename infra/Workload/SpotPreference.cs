using Platform.Infra.Cluster;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Platform.Infra.Workload;

/// <summary>
/// Pods go to spot nodes while there are any, and to the others when not. Azure says half a minute before it takes a node back, which is
/// longer than the server takes to finish its requests.
/// </summary>
internal static class SpotPreference
{
    public static PodSpecArgs In(PodSpecArgs pod)
    {
        pod.Tolerations.Add(
            new TolerationArgs { Key = SpotNodes.Key, Operator = "Equal", Value = SpotNodes.Value, Effect = SpotNodes.Effect });
        pod.Affinity = new AffinityArgs
        {
            NodeAffinity = new NodeAffinityArgs { PreferredDuringSchedulingIgnoredDuringExecution = { Spot } },
        };
        return pod;
    }

    private static PreferredSchedulingTermArgs Spot => new()
    {
        Weight = 100,
        Preference = new NodeSelectorTermArgs
        {
            MatchExpressions = { new NodeSelectorRequirementArgs { Key = SpotNodes.Key, Operator = "In", Values = { SpotNodes.Value } } },
        },
    };
}
