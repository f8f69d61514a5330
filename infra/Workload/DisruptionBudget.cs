using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;

namespace Platform.Infra.Workload;

/// <summary>How few pods of a track there may be while nodes come and go.</summary>
internal static class DisruptionBudget
{
    public static void Declare(NamespaceScope space, WorkloadTrack track)
        => _ = new PodDisruptionBudget(track.Resource("disruption-budget"), new()
        {
            Metadata = new ObjectMetaArgs { Name = track.Object, Namespace = space.Name },
            Spec = new PodDisruptionBudgetSpecArgs
            {
                // By unavailable, not available: with a single replica the latter would block every node upgrade
                MaxUnavailable = 1,
                Selector = new LabelSelectorArgs { MatchLabels = track.Selector },
            },
        }, space.InCluster());
}
