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
internal sealed class NodePools(PlatformScope scope, ClusterSettings settings, PlatformNetwork network)
{
    public const string Spot = "spot";

    /// <summary>Of the pool that AKS makes together with the cluster.</summary>
    private const string First = "system";
    private const string SystemTaint = "CriticalAddonsOnly=true:NoSchedule";

    // Nobody logs on to a node: what is on it is replaced, not mended. https://learn.microsoft.com/azure/aks/manage-ssh-node-access
    private Input<AgentPoolSecurityProfileArgs>? Security => settings.Nodes.SshDisabled
        ? (Input<AgentPoolSecurityProfileArgs>)new AgentPoolSecurityProfileArgs { SshAccess = AgentPoolSSHAccess.Disabled }
        : null;

    private AgentPoolUpgradeSettingsArgs Upgrades => new()
    {
        MaxSurge = $"{settings.Nodes.SurgePercent}%",
        DrainTimeoutInMinutes = settings.Nodes.DrainMinutes,
    };

    /// <summary>AKS makes the system pool together with the cluster.</summary>
    public ManagedClusterAgentPoolProfileArgs System() => new()
    {
        Name = First,
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
        NodeTaints = { SystemTaint },
        SecurityProfile = Security,
        UpgradeSettings = Upgrades,
        Tags = scope.Tags,
    };

    /// <summary>The other pools, one after the other, as AKS changes one at a time.</summary>
    /// <param name="options">Of a child that depends on these.</param>
    /// <returns>The pool that the workload can count on.</returns>
    public AgentPool Declare(ManagedCluster aks, Func<IEnumerable<Resource>, CustomResourceOptions> options)
    {
        var last = settings.SystemPoolIsApart
            ? Declare(First, aks, settings.SystemPool, settings.Zones, options([]), AsSystem)
            : null;
        var user = last = Declare("user", aks, settings.UserPool, settings.Zones, After());
        if (settings.SpotPool.Exists)
            last = Declare(Spot, aks, settings.SpotPool, settings.Zones, After(), AsSpot);
        if (settings.GpuPool.Exists)
            Declare("gpu", aks, settings.GpuPool, settings.GpuZones, After(), AsGpu);
        return user;

        CustomResourceOptions After() => options(last is null ? [] : [last]);
    }

    /// <summary>
    /// A pool's name, of twelve lower-case letters and digits at most, with what AKS never changes of a pool: with another size the new
    /// pool is there before the pods leave the old one. https://learn.microsoft.com/azure/aks/create-node-pools#limitations
    /// </summary>
    internal string NameOf(string purpose, NodePoolSettings pool, IReadOnlyList<string> zones) => ShortHash.Name(
        purpose,
        [
            pool.VmSize, string.Join(',', zones), $"{settings.Nodes.EncryptionAtHost}", $"{NodeDefaults.OsDiskGigabytes}",
            $"{NodeDefaults.MaxPods}",
        ]);

    private AgentPool Declare(
        string name, ManagedCluster aks, NodePoolSettings pool, IReadOnlyList<string> zones, CustomResourceOptions options,
        Action<AgentPoolArgs>? adapt = null)
    {
        var args = new AgentPoolArgs
        {
            AgentPoolName = NameOf(name, pool, zones),
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
        };
        adapt?.Invoke(args);
        // Azure moves these: the autoscaler the count, the upgrade channel the version
        options.IgnoreChanges.AddRange(["count", "orchestratorVersion"]);
        options.DeleteBeforeReplace = false;
        return new($"{name}-pool", args, options);
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

    private static InputList<string> Zones(IReadOnlyList<string> zones) => zones is [] ? null! : (InputList<string>)zones.ToArray();
}
