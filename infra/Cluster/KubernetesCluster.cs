using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using ResourceIdentityType = Pulumi.AzureNative.ContainerService.ResourceIdentityType;

namespace Platform.Infra.Cluster;

/// <summary>The AKS cluster: a tainted system pool, an autoscaled user pool, Entra identities only.</summary>
internal sealed class KubernetesCluster : PlatformComponent
{
    public KubernetesCluster(string name, KubernetesClusterArgs args, ComponentResourceOptions? options = null)
        : base("Cluster", name, args.Scope, options)
    {
        var settings = args.Settings;
        var keys = settings.Nodes.KeyEncryption
            ? new KeyEncryption(
                "key-encryption", new(Scope, args.Secrets.Vault, args.Identities.ControlPlane, args.Network.IsPrivate), Inside)
            : null;
        var pools = new NodePools(Scope, settings, args.Network);
        Aks = Declare(args, pools, keys);
        UserPool = pools.Declare(Aks);
        _ = new MaintenanceWindows("maintenance", new(Scope, Aks, settings.Hours), Inside);
        if (settings.Hours is { } hours)
            _ = new ClusterSchedule("hours", new(Scope, hours, Aks, args.Monitoring), Inside);
        _ = new ContainerInsights("container-insights", new(Scope, Aks, args.Monitoring), Inside);
        Diagnostics.Send(
            Scope, "aks", Aks.Id, args.Monitoring,
            "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler",
            "cloud-controller-manager", "guard");
        Admins = new("admins", new(Scope, Aks), Inside);
        Provider = KubernetesAccess.Provider(Scope, Aks, Admins, UserPool);
        if (settings.SpotPool.Exists)
            Autoscaling.PreferSpot(new() { Parent = this, Provider = Provider, DeletedWith = Aks });
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clusterId"] = Aks.Id,
        });
    }

    public ManagedCluster Aks { get; }
    public AgentPool UserPool { get; }
    public ClusterAdmins Admins { get; }

    /// <summary>Talks to the cluster's API as whoever runs the program.</summary>
    public Pulumi.Kubernetes.Provider Provider { get; }

    private ManagedCluster Declare(KubernetesClusterArgs given, NodePools pools, KeyEncryption? keys)
    {
        var network = given.Network;
        var options = Lasting([.. Grants(given.Identities, network), given.Registry.KubeletPull, .. network.Egress, .. keys?.Needed ?? []]);
        // Azure moves these: the autoscaler the count, the upgrade channel the versions
        options.IgnoreChanges.AddRange(["agentPoolProfiles[0].count", "agentPoolProfiles[0].orchestratorVersion", "kubernetesVersion"]);
        var args = ArgsOf(given, keys);
        // AKS wants a pool to make a cluster, takes no other one by way of the cluster, and leaves pools alone where none is named:
        // https://github.com/Azure/AKS/issues/2495
        if (!given.Settings.SystemPoolIsApart)
            args.AgentPoolProfiles.Add(pools.System());
        return new("aks", args, options);
    }

    private ManagedClusterArgs ArgsOf(KubernetesClusterArgs given, KeyEncryption? keys)
    {
        var (settings, network, identities, monitoring) = (given.Settings, given.Network, given.Identities, given.Monitoring);
        return new()
        {
            ResourceName = Scope.Names.Cluster,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            NodeResourceGroup = Scope.Names.NodeResourceGroup,
            // Whoever changes machines or addresses past AKS breaks it: https://learn.microsoft.com/azure/aks/node-resource-group-lockdown
            NodeResourceGroupProfile = new ManagedClusterNodeResourceGroupProfileArgs { RestrictionLevel = RestrictionLevel.ReadOnly },
            DnsPrefix = Scope.Names.Cluster,
            Sku = new ManagedClusterSKUArgs
            {
                Name = ManagedClusterSKUName.Base,
                Tier = settings.Tier == ClusterTier.Free ? ManagedClusterSKUTier.Free : ManagedClusterSKUTier.Standard,
            },
            Identity = new ManagedClusterIdentityArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = { identities.ControlPlane.Id },
            },
            IdentityProfile = { ["kubeletidentity"] = Kubelet(identities) },
            DisableLocalAccounts = true,
            EnableRBAC = true,
            AadProfile = new ManagedClusterAADProfileArgs { Managed = true, EnableAzureRBAC = true, TenantID = Scope.TenantId },
            OidcIssuerProfile = new ManagedClusterOIDCIssuerProfileArgs { Enabled = true },
            SecurityProfile = Security(monitoring, settings.Nodes, keys),
            NetworkProfile = ClusterNetwork.Profile(network),
            ApiServerAccessProfile = ClusterNetwork.ApiServer(network, settings),
            AutoScalerProfile = Autoscaling.Profile(settings),
            WorkloadAutoScalerProfile = Autoscaling.OfWorkloads(),
            AutoUpgradeProfile = new ManagedClusterAutoUpgradeProfileArgs
            {
                UpgradeChannel = UpgradeChannel.Stable,
                NodeOSUpgradeChannel = NodeOSUpgradeChannel.NodeImage,
            },
            AddonProfiles = Addons(monitoring),
            AzureMonitorProfile = Metrics(),
            MetricsProfile = Costs(settings),
        };
    }

    private static UserAssignedIdentityArgs Kubelet(Identities identities) => new()
    {
        ResourceId = identities.Kubelet.Id,
        ClientId = identities.Kubelet.ClientId,
        ObjectId = identities.Kubelet.PrincipalId,
    };

    private static ManagedClusterAzureMonitorProfileArgs Metrics() => new()
    {
        Metrics = new ManagedClusterAzureMonitorProfileMetricsArgs
        {
            Enabled = true,
            KubeStateMetrics = new ManagedClusterAzureMonitorProfileKubeStateMetricsArgs(),
        },
    };

    // Not with the Free tier: https://learn.microsoft.com/azure/aks/cost-analysis#prerequisites
    private static ManagedClusterMetricsProfileArgs Costs(ClusterSettings settings)
        => new() { CostAnalysis = new ManagedClusterCostAnalysisArgs { Enabled = settings.Tier != ClusterTier.Free } };

    private static ManagedClusterSecurityProfileArgs Security(Monitoring monitoring, NodeSettings nodes, KeyEncryption? keys) => new()
    {
        WorkloadIdentity = new ManagedClusterSecurityProfileWorkloadIdentityArgs { Enabled = true },
        ImageCleaner = new ManagedClusterSecurityProfileImageCleanerArgs { Enabled = true, IntervalHours = nodes.ImageCleanHours },
        Defender = new ManagedClusterSecurityProfileDefenderArgs
        {
            LogAnalyticsWorkspaceResourceId = monitoring.WorkspaceId,
            SecurityMonitoring = new ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs { Enabled = true },
        },
        AzureKeyVaultKms = keys is null ? null : (Input<AzureKeyVaultKmsArgs>)keys.Profile(),
    };

    private static InputMap<ManagedClusterAddonProfileArgs> Addons(Monitoring monitoring) => new()
    {
        ["azureKeyvaultSecretsProvider"] = new ManagedClusterAddonProfileArgs
        {
            Enabled = true,
            Config = { ["enableSecretRotation"] = "true", ["rotationPollInterval"] = "2m" },
        },
        ["azurepolicy"] = new ManagedClusterAddonProfileArgs { Enabled = true },
        ["omsagent"] = new ManagedClusterAddonProfileArgs
        {
            Enabled = true,
            Config = { ["logAnalyticsWorkspaceResourceID"] = monitoring.WorkspaceId, ["useAADAuth"] = "true" },
        },
    };

    private List<Resource> Grants(Identities identities, PlatformNetwork network)
    {
        var principal = Principal.Of(identities.ControlPlane);
        List<Resource> grants =
        [
            Grant.To(
                Scope, "control-plane-joins-subnet", principal, new(BuiltInRole.NetworkContributor, network.Id),
                "Internal load balancers, and routes where there are any, belong to the platform's network"),
            Grant.To(
                Scope, "control-plane-assigns-kubelet", principal, new(BuiltInRole.ManagedIdentityOperator, identities.Kubelet.Id),
                "The control plane puts the kubelet's identity on the nodes"),
        ];
        // https://learn.microsoft.com/azure/aks/private-clusters#configure-a-private-dns-zone
        if (network.ClusterZoneId is { } zone)
            grants.Add(Grant.To(
                Scope, "control-plane-names-cluster", principal, new(BuiltInRole.PrivateZoneContributor, zone),
                "The control plane writes the cluster's name into the zone that is not its own"));
        return grants;
    }
}
