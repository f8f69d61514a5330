using System.Collections.Frozen;
using System.Globalization;
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
    private const string Anew = "name the resource differently, or add it to ReplaceOnChanges";

    private const string InUse =
        "a subnet that is in use keeps its addresses and its delegations: make another one, and move what is in it "
        + "(https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#change-subnet-settings)";

    private const string NoWayBack =
        "there is no way back to an older version: set it back (https://learn.microsoft.com/azure/aks/upgrade-aks-cluster)";

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
        // https://www.postgresql.org/docs/current/sql-alterdatabase.html has nothing for either
        ["azure-native:dbforpostgresql:Database"] = ["charset", "collation"],
        // https://learn.microsoft.com/azure/reliability/reliability-nat-gateway, and the
        // same of firewalls and addresses: zones are for life
        ["azure-native:network:AzureFirewall"] = ["virtualHub", "zones"],
        ["azure-native:network:NatGateway"] = ["sku", "zones"],
        ["azure-native:network:PrivateEndpoint"] = ["customNetworkInterfaceName"],
        ["azure-native:network:PublicIPAddress"] = ["zones"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What one direction of a change is refused of, or what is refused as long as it is in use
    private static readonly OneWay[] OnceOnly =
    [
        new("azure-native:network:VirtualNetwork", "subnets", change => change.After is null,
            "a subnet that is in use is not deleted; first take out what is in it (https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#delete-a-subnet)"),
        new("azure-native:network:VirtualNetwork", "subnets.addressPrefix", _ => true, InUse),
        new("azure-native:network:VirtualNetwork", "subnets.addressPrefixes", change => change.Before is not null, InUse),
        new("azure-native:network:VirtualNetwork", "subnets.delegations", change => change.Before is not null, InUse),
        new("azure-native:network:Subnet", "addressPrefix", _ => true, InUse),
        new("azure-native:keyvault:Vault", "properties.enableSoftDelete", change => Is(change.After, "false"),
            "soft delete cannot be switched off: set it back (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"),
        new("azure-native:keyvault:Vault", "properties.enablePurgeProtection", change => !Is(change.After, "true"),
            "purge protection cannot be switched off: set it back (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"),
        new("azure-native:storage:StorageAccount", "sku.name", change => Family(change.Before) != Family(change.After),
            "an account is Standard or Premium for life: make another one, and copy (https://learn.microsoft.com/azure/storage/common/redundancy-migration)"),
        new("azure-native:storage:StorageAccount", "isHnsEnabled", change => !Is(change.After, "true"),
            "a hierarchical namespace cannot be given up (https://learn.microsoft.com/azure/storage/blobs/upgrade-to-data-lake-storage-gen2)"),
        new("azure-native:containerregistry:Registry", "sku.name", change => Is(change.Before, "Premium"),
            "what only Premium has must go first: replicas, endpoints, retention (https://learn.microsoft.com/azure/container-registry/container-registry-skus#changing-tiers)"),
        new("azure-native:containerservice:ManagedCluster", "networkProfile.loadBalancerSku", _ => true,
            "a cluster keeps its load balancer's SKU: make another one (https://learn.microsoft.com/azure/aks/load-balancer-standard)"),
        new("azure-native:network:PublicIPAddress", "publicIPAllocationMethod", _ => true,
            "an address that is in use keeps its kind (https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses)"),
        new("azure-native:containerservice:ManagedCluster", "kubernetesVersion", change => IsOlder(change.After, change.Before), NoWayBack),
        new("azure-native:containerservice:AgentPool", "orchestratorVersion", change => IsOlder(change.After, change.Before), NoWayBack),
        new("azure-native:containerservice:ManagedCluster", "oidcIssuerProfile.enabled", change => !Is(change.After, "true"),
            "the issuer cannot be switched off: set it back (https://learn.microsoft.com/azure/aks/use-oidc-issuer)"),
        new("azure-native:containerservice:ManagedCluster", "aadProfile", change => change.After is null,
            "a cluster that signs in by Entra does so for life: set it back "
            + "(https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id)"),
        new("azure-native:containerservice:ManagedCluster", "enableRBAC", _ => true,
            "a cluster has Kubernetes' own roles or not from its first day: make another one "
            + "(https://learn.microsoft.com/azure/aks/manage-azure-rbac)"),
        new("azure-native:dbforpostgresql:Server", "administratorLogin", change => change.Before is not null,
            "the login is for life: set it back (https://learn.microsoft.com/rest/api/postgresql/servers/create-or-update)"),
        new("azure-native:dbforpostgresql:Server", "backup.geoRedundantBackup", _ => true,
            "it is chosen when a server is made: make another one, and restore into it "
            + "(https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore)"),
        new("azure-native:dbforpostgresql:Server", "storage.storageSizeGB", change => Number(change.After) < Number(change.Before),
            "storage only grows: set it back (https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-storage)"),
        new("azure-native:dbforpostgresql:Server", "version", change => Number(change.After) < Number(change.Before),
            "there is no way back to an older version: make another one "
            + "(https://learn.microsoft.com/azure/postgresql/upgrade/concepts-major-version-upgrade)"),
        new("azure-native:storage:BlobContainerImmutabilityPolicy", "immutabilityPeriodSinceCreationInDays",
            change => Number(change.After) < Number(change.Before),
            "a locked policy is never shortened (https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview)"),
    ];

    /// <summary>
    /// Why Azure refuses the change, and what to do instead; null if it does not. To say what goes without saying, as that a flag is
    /// off, is no change.
    /// </summary>
    public static string? RefusalOf(string type, PropertyChange change)
        => GoesWithoutSaying(change.Before) && GoesWithoutSaying(change.After) ? null
            : LifeChoices.RefusalOf(type, change)
                ?? OnceOnly.FirstOrDefault(input => input.Refuses(type, change))?.Why
                ?? (Table.GetValueOrDefault(type, []).Any(name => change.Path.IsWithin(name)) ? Anew : null);

    private static bool GoesWithoutSaying(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
        _ => value.GetValueKind() == JsonValueKind.False,
    };

    private static bool Is(JsonNode? value, string text) => $"{value}".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string Family(JsonNode? sku) => $"{sku}".Split('_')[0];

    private static bool IsOlder(JsonNode? version, JsonNode? than)
        => Version.TryParse($"{version}", out var one) && Version.TryParse($"{than}", out var other) && one < other;

    private static decimal Number(JsonNode? value)
        => decimal.TryParse($"{value}", NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <param name="Where">Which changes are meant.</param>
    /// <param name="Why">And what to do instead.</param>
    private sealed record OneWay(string Type, string Input, Predicate<PropertyChange> Where, string Why)
    {
        public bool Refuses(string type, PropertyChange change) => type == Type && change.Path.Schema == Input && Where(change);
    }
}
