using System.Text.Json.Nodes;
using Platform.Infra.Settings;
using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <summary>
/// What is chosen once for a stack. Azure refuses to change it, or makes anew what holds data: a program that asks for it fails in the
/// middle, so that it is refused before.
/// </summary>
internal static class LifeChoices
{
    private const string Network = "https://learn.microsoft.com/azure/machine-learning/how-to-managed-network";
    private const string Pools = "https://learn.microsoft.com/azure/aks/create-node-pools#limitations";
    private const string AnotherStack = "make another stack, and move the callers to it";

    public static IReadOnlyList<LifeChoice> All { get; } =
    [
        new(SubscriptionSettings.IdKey, "pulumi:providers:azure-native", "subscriptionId",
            "Everything of the stack is in the subscription that it was made in, under names that say which", AnotherStack)
            { Where = change => $"{change.Before}" != SubscriptionSettings.Nobodys.Id },
        new("location", "resources:ResourceGroup", "location", "A resource group, and all in it, is where it was made", AnotherStack),
        new("networkIsolation", "machinelearningservices:Workspace", "managedNetwork.isolationMode",
            $"The workspace's managed network cannot be switched off again, nor from one mode to another with endpoints in it ({Network})",
            AnotherStack),
        new("networkIsolation", "containerservice:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster",
            "A cluster is private or public for life (https://learn.microsoft.com/azure/aks/private-clusters)", AnotherStack),
        new("networkAddressSpace", "network:VirtualNetwork", "addressSpace",
            "Subnets that are in use keep their addresses", AnotherStack),
        new("networkId", "containerservice:AgentPool", "vnetSubnetID", $"Nodes stay in their subnet ({Pools})", AnotherStack),
        new("secretsSoftDeleteDays", "keyvault:Vault", "properties.softDeleteRetentionInDays",
            "A vault keeps the days that it was made with (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)",
            "set it back"),
        new("secretsPurgeProtection", "keyvault:Vault", "properties.enablePurgeProtection",
            "Purge protection cannot be switched off (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)",
            "set it back") { Where = change => change.After is null },
        new("storageRedundancy", "storage:StorageAccount", "sku.name",
            "Into zones or out of them an account is converted on request alone "
            + "(https://learn.microsoft.com/azure/storage/common/redundancy-migration)",
            "convert the account with `az storage account migration start`, then say so with --anew")
            { Where = change => InZones(change.Before) != InZones(change.After) },
        new("registrySku", "containerregistry:Registry", "zoneRedundancy",
            "A registry is in zones or not from its first day (https://learn.microsoft.com/azure/container-registry/zone-redundancy)",
            AnotherStack),
        new("gatewaySku", "apimanagement:ApiManagementService", "sku.name",
            "Azure turns no classic service into one of version 2, or back "
            + "(https://learn.microsoft.com/azure/api-management/upgrade-and-scale)",
            AnotherStack) { Where = change => IsNewer(change.Before) != IsNewer(change.After) },
        new("clusterSystemNodeSize", "containerservice:ManagedCluster", "agentPoolProfiles.vmSize",
            $"The pool that AKS made with the cluster keeps its size ({Pools})",
            "set platform:clusterSystemPoolApart first: docs/runbooks/node-pools.md"),
        new("clusterZones", "containerservice:ManagedCluster", "agentPoolProfiles.availabilityZones",
            $"The pool that AKS made with the cluster keeps its zones ({Pools})",
            "set platform:clusterSystemPoolApart first: docs/runbooks/node-pools.md"),
        new("clusterZones", "network:AzureFirewall", "zones", "A firewall keeps its zones, and its subnet takes one firewall alone",
            "set it back"),
        new("clusterEncryptionAtHost", "containerservice:ManagedCluster", "agentPoolProfiles.enableEncryptionAtHost",
            $"The pool that AKS made with the cluster keeps it ({Pools})",
            "set platform:clusterSystemPoolApart first: docs/runbooks/node-pools.md"),
    ];

    /// <summary>Why such a change of an input is refused, and what to do instead; null if no choice for life is broken.</summary>
    public static string? RefusalOf(string type, PropertyChange change)
        => All.FirstOrDefault(choice => choice.IsBrokenBy(type, change)) is { } broken ? $"{broken.Why}: {broken.Instead}" : null;

    /// <returns>A sentence for each setting that is another, in the order of the list.</returns>
    public static IEnumerable<string> Refusals(PlanDiff diff)
        => from choice in All
           let change = diff.Changes.FirstOrDefault(choice.IsBrokenBy)
           where change is not null
           let property = change.Properties.First(each => each.Path.IsWithin(choice.Input))
           select $"{choice.Key} of stack '{diff.Stack}' is a choice for life: {change.Path} {property.Path} is "
               + $"{Text(property.Before)}, and would be {Text(property.After)}. {choice.Why}: {choice.Instead}.";

    private static string Text(JsonNode? value) => value is null ? "not set" : $"'{value}'";

    private static bool InZones(JsonNode? sku) => $"{sku}".EndsWith("ZRS", StringComparison.Ordinal);

    private static bool IsNewer(JsonNode? sku) => $"{sku}".EndsWith("V2", StringComparison.Ordinal);
}
