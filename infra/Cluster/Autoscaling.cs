using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Cluster;

/// <summary>
/// What scales by itself, and which pool grows when more than one could take a pod.
/// https://learn.microsoft.com/azure/aks/cluster-autoscaler#cluster-autoscaler-profile-settings
/// </summary>
internal static class Autoscaling
{
    public static ManagedClusterPropertiesAutoScalerProfileArgs Profile(ClusterSettings settings)
        => new() { Expander = settings.SpotPool.Exists ? Expander.Priority : Expander.Least_waste };

    /// <summary>Of pods, by what they are asked, and by what they take.</summary>
    public static ManagedClusterWorkloadAutoScalerProfileArgs OfWorkloads() => new()
    {
        Keda = new ManagedClusterWorkloadAutoScalerProfileKedaArgs { Enabled = true },
        VerticalPodAutoscaler = new ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscalerArgs { Enabled = true },
    };

    /// <summary>The higher number first; patterns are of the scale sets' names, in which the pool's is a part.</summary>
    public static void PreferSpot(CustomResourceOptions inCluster) => _ = new ConfigMap("pool-priorities", new()
    {
        Metadata = new ObjectMetaArgs { Name = "cluster-autoscaler-priority-expander", Namespace = "kube-system" },
        Data =
        {
            ["priorities"] =
                $"""
                10:
                - .*
                20:
                - .*-{NodePools.Spot}[0-9a-f]*-.*

                """.ReplaceLineEndings("\n"),
        },
    }, inCluster);
}
