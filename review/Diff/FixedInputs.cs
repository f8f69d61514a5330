using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff;

/// <summary>
/// Inputs that Azure keeps as they were made, and that the provider nevertheless updates in place: the deployment fails. Whoever wants
/// such a change gives the resource another name, or the input to <c>ReplaceOnChanges</c>.
/// </summary>
internal static class FixedInputs
{
    // https://learn.microsoft.com/azure/aks/manage-node-pools and https://learn.microsoft.com/azure/aks/create-node-pools#limitations
    private static readonly string[] Pool =
    [
        "availabilityZones", "capacityReservationGroupID", "creationData", "enableEncryptionAtHost", "enableNodePublicIP", "enableUltraSSD",
        "hostGroupID", "kubeletConfig", "kubeletDiskType", "linuxOSConfig", "maxPods", "nodePublicIPPrefixID", "osDiskSizeGB", "osDiskType",
        "osType", "podSubnetID", "proximityPlacementGroupID", "scaleSetEvictionPolicy", "scaleSetPriority", "spotMaxPrice", "type",
        "vnetSubnetID", "workloadRuntime",
    ];

    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        // https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-update: description and condition alone
        ["azure-native:authorization:RoleAssignment"] = ["delegatedManagedIdentityResourceId", "principalType", "roleDefinitionId"],
        ["azure-native:containerservice:AgentPool"] = Pool,
        ["azure-native:containerservice:ManagedCluster"] =
        [
            "apiServerAccessProfile.enablePrivateCluster", "apiServerAccessProfile.privateDNSZone", "extendedLocation",
            "networkProfile.podCidrs",
            .. Pool.Append("vmSize").Append("gpuInstanceProfile").Select(name => $"agentPoolProfiles.{name}"),
        ],
        // https://learn.microsoft.com/azure/reliability/reliability-nat-gateway, and the
        // same of firewalls and addresses: zones are for life
        ["azure-native:network:AzureFirewall"] = ["virtualHub", "zones"],
        ["azure-native:network:NatGateway"] = ["sku", "zones"],
        ["azure-native:network:PrivateEndpoint"] = ["customNetworkInterfaceName"],
        ["azure-native:network:PublicIPAddress"] = ["zones"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether Azure refuses the change. To say what goes without saying, as that a flag is off, is none.</summary>
    public static bool Refuse(string type, PropertyChange change)
        => !(GoesWithoutSaying(change.Before) && GoesWithoutSaying(change.After))
            && Table.GetValueOrDefault(type, []).Any(name => change.Path.IsWithin(name));

    private static bool GoesWithoutSaying(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
        _ => value.GetValueKind() == JsonValueKind.False,
    };
}
