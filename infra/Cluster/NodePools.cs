using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using AgentPoolArgs = Pulumi.AzureNative.ContainerService.AgentPoolArgs;

namespace Platform.Infra.Cluster;

/// <summary>
/// The cluster's node pools: one for its own pods, one for the workload, and where the stack has them spot and GPU nodes.
/// </summary>
internal sealed class NodePools(ConcernScope scope, ClusterSettings settings, PlatformNetwork network)
{
    public const string Spot = "spot";

    /// <summary>
    /// The kubelet's policy that gives a pod of whole processors these alone. By default it has a share of all, in each tenth of a second:
    /// what works on several at once uses that up, and then all of the pod waits, small requests too.
    /// https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/#static-policy
    /// </summary>
    private const string WholeProcessors = "static";

    private const string SystemTaint = "CriticalAddonsOnly=true:NoSchedule";

    /// <summary>Of the pool that AKS makes together with the cluster, where it is not apart.</summary>
    private NodePool First { get; } = new("system", settings.SystemPool, settings.Zones, AsSystem);

    private NodePool User { get; } = new("user", settings.UserPool, settings.Zones) { IsOfWholeProcessors = true };

    /// <summary>In the order in which they are made.</summary>
    private IEnumerable<NodePool> Apart
    => [
        .. settings.SystemPoolIsApart ? [First] : Array.Empty<NodePool>(),
        User,
        .. settings.SpotPool.Exists
            ? [new(Spot, settings.SpotPool, settings.Zones, AsSpot) { IsOfWholeProcessors = true }]
            : Array.Empty<NodePool>(),
        .. settings.GpuPool.Exists ? [new("gpu", settings.GpuPool, settings.GpuZones, AsGpu)] : Array.Empty<NodePool>(),
    ];

    /// <summary>AKS makes the system pool together with the cluster.</summary>
    public ManagedClusterAgentPoolProfileArgs System()
    {
        var pool = ArgsOf(First);
        var profile = new ManagedClusterAgentPoolProfileArgs
        {
            Name = First.Purpose,
            Mode = pool.Mode,
            Type = pool.Type,
            OsType = pool.OsType,
            OsSKU = pool.OsSKU,
            OsDiskType = pool.OsDiskType,
            OsDiskSizeGB = pool.OsDiskSizeGB,
            VmSize = pool.VmSize,
            EnableAutoScaling = pool.EnableAutoScaling,
            Count = pool.Count,
            MinCount = pool.MinCount,
            MaxCount = pool.MaxCount,
            MaxPods = pool.MaxPods,
            EnableEncryptionAtHost = pool.EnableEncryptionAtHost,
            EnableNodePublicIP = pool.EnableNodePublicIP,
            VnetSubnetID = pool.VnetSubnetID,
            NodeTaints = pool.NodeTaints,
            SecurityProfile = pool.SecurityProfile,
            UpgradeSettings = pool.UpgradeSettings,
            Tags = scope.Tags,
        };
        // A list that was read is there, and empty
        if (First.Zones.Count > 0)
            profile.AvailabilityZones = pool.AvailabilityZones;
        return profile;
    }

    /// <summary>The other pools, one after the other, as AKS changes one at a time.</summary>
    /// <returns>The pool that the workload can count on.</returns>
    public AgentPool Declare(ManagedCluster aks)
    {
        var made = new List<(NodePool Row, AgentPool Pool)>();
        foreach (var row in Apart)
            made.Add((row, Declare(row, aks, scope.Child(made.Select(before => before.Pool).TakeLast(1)))));
        return made.Single(each => each.Row == User).Pool;
    }

    /// <summary>
    /// A pool's name, of twelve lower-case letters and digits at most, with what AKS never changes of a pool: with another size the new
    /// pool is there before the pods leave the old one. https://learn.microsoft.com/azure/aks/create-node-pools#limitations
    /// </summary>
    private string NameOf(NodePool pool) => ShortHash.Name(
        pool.Purpose,
        [
            pool.Size.VmSize, string.Join(',', pool.Zones), $"{settings.Nodes.EncryptionAtHost}", $"{NodeDefaults.OsDiskGigabytes}",
            $"{NodeDefaults.MaxPods}", .. pool.IsOfWholeProcessors ? [WholeProcessors] : Array.Empty<string>(),
        ]);

    private AgentPool Declare(NodePool pool, ManagedCluster aks, CustomResourceOptions options)
    {
        var args = ArgsOf(pool);
        args.ResourceName = aks.Name;
        // Azure moves these: the autoscaler the count, the upgrade channel the version
        options.IgnoreChanges.AddRange(["count", "orchestratorVersion"]);
        options.DeleteBeforeReplace = false;
        return new($"{pool.Purpose}-pool", args, options);
    }

    private AgentPoolArgs ArgsOf(NodePool pool)
    {
        var args = new AgentPoolArgs
        {
            AgentPoolName = NameOf(pool),
            ResourceGroupName = scope.ResourceGroup,
            Mode = AgentPoolMode.User,
            Type = AgentPoolType.VirtualMachineScaleSets,
            OsType = OSType.Linux,
            OsSKU = OSSKU.AzureLinux,
            OsDiskType = OSDiskType.Ephemeral,
            OsDiskSizeGB = NodeDefaults.OsDiskGigabytes,
            VmSize = pool.Size.VmSize,
            EnableAutoScaling = true,
            Count = pool.Size.MinCount,
            MinCount = pool.Size.MinCount,
            MaxCount = pool.Size.MaxCount,
            MaxPods = NodeDefaults.MaxPods,
            EnableEncryptionAtHost = settings.Nodes.EncryptionAtHost,
            EnableNodePublicIP = false,
            VnetSubnetID = network.NodesSubnetId,
            UpgradeSettings = new AgentPoolUpgradeSettingsArgs
            {
                MaxSurge = $"{settings.Nodes.SurgePercent}%",
                DrainTimeoutInMinutes = settings.Nodes.DrainMinutes,
            },
        };
        foreach (var zone in pool.Zones)
            args.AvailabilityZones.Add(zone);
        if (pool.IsOfWholeProcessors)
            args.KubeletConfig = new KubeletConfigArgs { CpuManagerPolicy = WholeProcessors };
        // Nobody logs on to a node: what is on it is replaced, not mended. https://learn.microsoft.com/azure/aks/manage-ssh-node-access
        if (settings.Nodes.SshDisabled)
            args.SecurityProfile = new AgentPoolSecurityProfileArgs { SshAccess = AgentPoolSSHAccess.Disabled };
        pool.Adapt?.Invoke(args);
        return args;
    }

    private static void AsSystem(AgentPoolArgs pool)
    {
        pool.Mode = AgentPoolMode.System;
        pool.NodeTaints = new[] { SystemTaint };
    }

    private static void AsSpot(AgentPoolArgs pool)
    {
        pool.ScaleSetPriority = ScaleSetPriority.Spot;
        // An ephemeral system disk cannot outlive its machine
        pool.ScaleSetEvictionPolicy = ScaleSetEvictionPolicy.Delete;
        // Up to the price of a regular machine: taken back for want of capacity only
        pool.SpotMaxPrice = -1;
        pool.NodeLabels = new Dictionary<string, string> { [SpotNodes.Key] = SpotNodes.Value };
        pool.NodeTaints = new[] { $"{SpotNodes.Key}={SpotNodes.Value}:{SpotNodes.Effect}" };
        // Refused for spot nodes, which upgrades do not drain: https://github.com/hashicorp/terraform-provider-azurerm/issues/19355
        pool.UpgradeSettings = null;
    }

    private void AsGpu(AgentPoolArgs pool)
    {
        // Azure Linux has drivers for some of NVIDIA's GPUs, Ubuntu for all that Azure has:
        // https://learn.microsoft.com/azure/aks/use-nvidia-gpu
        pool.OsSKU = OSSKU.Ubuntu;
        pool.GpuProfile = new GPUProfileArgs { Driver = settings.GpuDrivers ? GPUDriver.Install : GPUDriver.None };
        pool.NodeTaints = new[] { "sku=gpu:NoSchedule" };
    }
}
