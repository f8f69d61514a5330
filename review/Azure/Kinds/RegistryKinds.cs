namespace Platform.Review.Azure.Kinds;

/// <summary>Container registries.</summary>
internal static class RegistryKinds
{
    private const string Registry = "Microsoft.ContainerRegistry/registries/{registryName}";

    public static Kind[] All { get; } =
    [
        new("azure-native:containerregistry:AgentPool")
        {
            Path = Registry + "/agentPools/{agentPoolName}",
            Label = "Build agents", Role = KindRole.Node, IsTaggable = true,
            ForceNew = ["os", "tier", "virtualNetworkSubnetResourceId"],
        },
        new("azure-native:containerregistry:Registry")
        {
            Path = Registry,
            Label = "Container registry", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            ForceNew = ["zoneRedundancy"],
            Refused =
            [
                new(
                    "sku.name", (before, _) => Value.Is(before, "Premium"),
                    "what only Premium has must go first: replicas, endpoints, retention "
                        + "(https://learn.microsoft.com/azure/container-registry/container-registry-skus#changing-tiers)"),
            ],
        },
        new("azure-native:containerregistry:Replication")
        {
            Path = Registry + "/replications/{replicationName}",
            IsTaggable = true,
            ForceNew = ["zoneRedundancy"],
        },
    ];
}
