namespace Platform.Review.Azure.Kinds;

/// <summary>Kubernetes clusters in Azure.</summary>
internal static class ClusterKinds
{
    private const string Cluster = "Microsoft.ContainerService/managedClusters/{resourceName}";

    private const string NoWayBack =
        "there is no way back to an older version: set it back (https://learn.microsoft.com/azure/aks/upgrade-aks-cluster)";

    // https://learn.microsoft.com/azure/aks/manage-node-pools and https://learn.microsoft.com/azure/aks/create-node-pools#limitations
    private static readonly string[] _pool =
    [
        "availabilityZones", "capacityReservationGroupID", "creationData", "enableEncryptionAtHost", "enableNodePublicIP", "enableUltraSSD",
        "hostGroupID", "kubeletConfig", "kubeletDiskType", "linuxOSConfig", "maxPods", "nodePublicIPPrefixID", "osDiskSizeGB", "osDiskType",
        "osType", "podSubnetID", "proximityPlacementGroupID", "scaleSetEvictionPolicy", "scaleSetPriority", "spotMaxPrice", "type",
        "vnetSubnetID", "workloadRuntime",
    ];

    public static Kind[] All { get; } =
    [
        new("azure-native:containerservice:AgentPool")
        {
            Path = Cluster + "/agentPools/{agentPoolName}",
            IsTaggable = true,
            ForceNew = ["gpuInstanceProfile", "networkProfile.nodePublicIPTags", "vmSize"],
            Fixed = _pool,
            Refused =
            [
                new("orchestratorVersion", (before, after) => Value.IsOlder(after, before), NoWayBack),
            ],
        },
        new("azure-native:containerservice:MaintenanceConfiguration")
        {
            Path = Cluster + "/maintenanceConfigurations/{configName}",
            Free = "https://azure.microsoft.com/pricing/details/kubernetes-service/",
        },
        new("azure-native:containerservice:ManagedCluster")
        {
            Path = Cluster,
            Label = "Kubernetes cluster", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            ForceNew =
            [
                "diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "networkProfile.dnsServiceIP",
                "networkProfile.networkDataplane", "networkProfile.networkMode", "networkProfile.networkPlugin",
                "networkProfile.networkPluginMode", "networkProfile.networkPolicy", "networkProfile.outboundType",
                "networkProfile.podCidr", "networkProfile.serviceCidr", "networkProfile.serviceCidrs", "nodeResourceGroup",
                "windowsProfile",
            ],
            Fixed =
            [
                "apiServerAccessProfile.enablePrivateCluster", "apiServerAccessProfile.privateDNSZone", "extendedLocation",
                "networkProfile.podCidrs",
                .. _pool.Append("vmSize").Append("gpuInstanceProfile").Select(name => $"agentPoolProfiles.{name}"),
            ],
            Refused =
            [
                new(
                    "networkProfile.loadBalancerSku", (_, _) => true,
                    "a cluster keeps its load balancer's SKU: make another one "
                    + "(https://learn.microsoft.com/azure/aks/load-balancer-standard)"),
                new("kubernetesVersion", (before, after) => Value.IsOlder(after, before), NoWayBack),
                new(
                    "oidcIssuerProfile.enabled", (_, after) => !Value.Is(after, "true"),
                    "the issuer cannot be switched off: set it back (https://learn.microsoft.com/azure/aks/use-oidc-issuer)"),
                new(
                    "aadProfile", (_, after) => after is null,
                    "a cluster that signs in by Entra does so for life: set it back "
                        + "(https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id)"),
                new(
                    "enableRBAC", (_, _) => true,
                    "a cluster has Kubernetes' own roles or not from its first day: make another one "
                        + "(https://learn.microsoft.com/azure/aks/manage-azure-rbac)"),
            ],
        },
    ];
}
