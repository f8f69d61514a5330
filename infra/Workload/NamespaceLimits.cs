using Platform.Infra.Naming;
using Platform.Infra.Settings;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Workload;

/// <summary>What the namespace may take of the cluster: all replicas, and of each track one more while a new version rolls out.</summary>
internal static class NamespaceLimits
{
    public static void Declare(NamespaceScope space, WorkloadSettings settings)
    {
        var metadata = new ObjectMetaArgs { Name = WorkloadLabels.Application, Namespace = space.Name };
        var pods = settings.MaxReplicas + 1 + (settings.HasCanary ? settings.CanaryReplicas + 1 : 0);
        var (cpu, memory) = ($"{pods * settings.CpuMillicores}m", $"{(long)pods * settings.MemoryMebibytes}Mi");
        _ = new ResourceQuota("quota", new()
        {
            Metadata = metadata,
            Spec = new ResourceQuotaSpecArgs
            {
                Hard =
                {
                    ["pods"] = $"{pods}",
                    ["requests.cpu"] = cpu,
                    ["requests.memory"] = memory,
                    ["limits.cpu"] = cpu,
                    ["limits.memory"] = memory,
                },
            },
        }, space.InCluster());
        _ = new LimitRange("limit-range", new()
        {
            Metadata = metadata,
            Spec = new LimitRangeSpecArgs
            {
                Limits =
                {
                    // For a container that says nothing of its own, such as one added for debugging
                    new LimitRangeItemArgs
                    {
                        Type = "Container",
                        Default = { ["cpu"] = "100m", ["memory"] = "128Mi" },
                        DefaultRequest = { ["cpu"] = "100m", ["memory"] = "128Mi" },
                    },
                },
            },
        }, space.InCluster());
    }
}
