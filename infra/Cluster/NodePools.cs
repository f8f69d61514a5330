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
internal sealed class NodePools(PlatformScope scope, ClusterSettings settings, PlatformNetwork network)
{
    public const string Spot = "spot";

    // Nobody logs on to a node: what is on it is replaced, not mended. https://learn.microsoft.com/azure/aks/manage-ssh-node-access
    private static AgentPoolSecurityProfileArgs Security => new() { SshAccess = AgentPoolSSHAccess.Disabled };

    private AgentPoolUpgradeSettingsArgs Upgrades => new()
    {
        MaxSurge = $"{settings.Nodes.SurgePercent}%",
        DrainTimeoutInMinutes = settings.Nodes.DrainMinutes,
    };

    /// <summary>AKS makes the system pool together with the cluster.</summary>
    public ManagedClusterAgentPoolProfileArgs System() => new()
    {
        Name = "system",
        Mode = AgentPoolMode.System,
        Type = AgentPoolType.VirtualMachineScaleSets,
        OsType = OSType.Linux,
        OsSKU = OSSKU.AzureLinux,
        OsDiskType = OSDiskType.Ephemeral,
        OsDiskSizeGB = NodeDefaults.OsDiskGigabytes,
        VmSize = settings.SystemPool.VmSize,
        EnableAutoScaling = true,
        Count = settings.SystemPool.MinCount,
        MinCount = settings.SystemPool.MinCount,
        MaxCount = settings.SystemPool.MaxCount,
        MaxPods = NodeDefaults.MaxPods,
        AvailabilityZones = Zones(settings.Zones),
        EnableEncryptionAtHost = settings.Nodes.EncryptionAtHost,
        EnableNodePublicIP = false,
        VnetSubnetID = network.NodesSubnetId,
        NodeTaints = { "CriticalAddonsOnly=true:NoSchedule" },
        SecurityProfile = Security,
        UpgradeSettings = Upgrades,
        Tags = scope.Tags,
    };

    /// <summary>The other pools, one after the other, as AKS changes one at a time.</summary>
    /// <param name="options">Of a child that depends on these.</param>
    /// <returns>The pool that the workload can count on.</returns>
    public AgentPool Declare(ManagedCluster aks, Func<IEnumerable<Resource>, CustomResourceOptions> options)
    {
        var user = Declare("user", aks, settings.UserPool, settings.Zones, options([]));
        var last = user;
        if (settings.SpotPool.Exists)
            last = Declare(Spot, aks, settings.SpotPool, settings.Zones, options([last]), AsSpot);
        if (settings.GpuPool.Exists)
            Declare("gpu", aks, settings.GpuPool, settings.GpuZones, options([last]), AsGpu);
        return user;
    }

    private AgentPool Declare(
        string name, ManagedCluster aks, NodePoolSettings pool, IReadOnlyList<string> zones, CustomResourceOptions options,
        Action<AgentPoolArgs>? adapt = null)
    {
        var args = new AgentPoolArgs
        {
            AgentPoolName = name,
            ResourceName = aks.Name,
            ResourceGroupName = scope.ResourceGroup,
            Mode = AgentPoolMode.User,
            Type = AgentPoolType.VirtualMachineScaleSets,
            OsType = OSType.Linux,
            OsSKU = OSSKU.AzureLinux,
            OsDiskType = OSDiskType.Ephemeral,
            OsDiskSizeGB = NodeDefaults.OsDiskGigabytes,
            VmSize = pool.VmSize,
            EnableAutoScaling = true,
            Count = pool.MinCount,
            MinCount = pool.MinCount,
            MaxCount = pool.MaxCount,
            MaxPods = NodeDefaults.MaxPods,
            AvailabilityZones = Zones(zones),
            EnableEncryptionAtHost = settings.Nodes.EncryptionAtHost,
            EnableNodePublicIP = false,
            VnetSubnetID = network.NodesSubnetId,
            SecurityProfile = Security,
            UpgradeSettings = Upgrades,
            Tags = scope.Tags,
        };
        adapt?.Invoke(args);
        // Azure moves these: the autoscaler the count, the upgrade channel the version
        options.IgnoreChanges.AddRange(["count", "orchestratorVersion"]);
        return new($"{name}-pool", args, options);
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
        pool.UpgradeSettings = null!;
    }

    private void AsGpu(AgentPoolArgs pool)
    {
        // Azure Linux has drivers for some of NVIDIA's GPUs, Ubuntu for all that Azure has:
        // https://learn.microsoft.com/azure/aks/use-nvidia-gpu
        pool.OsSKU = OSSKU.Ubuntu;
        pool.GpuProfile = new GPUProfileArgs { Driver = settings.GpuDrivers ? GPUDriver.Install : GPUDriver.None };
        pool.NodeTaints = new[] { "sku=gpu:NoSchedule" };
    }

    private static InputList<string> Zones(IReadOnlyList<string> zones) => zones is [] ? null! : (InputList<string>)zones.ToArray();
}
