using Platform.Review.Diff.Risks;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Shown;

/// <summary>
/// The inputs of a resource, what matters first: who may do what where, what it trusts, who reaches it, how much there is of it.
/// </summary>
internal static class MainInputs
{
    private const int Most = 8;
    private const int Fewest = 3;

    // As a schema ends with them, the weightiest first
    private static readonly string[] _leading =
    [
        "roleDefinitionId", "appRoleId", "roleRef.kind", "roleRef.name", "scope", "principalId", "principalType", "principalObjectId",
        "memberObjectId", "resourceObjectId", "groupObjectId", "subjects.name", "condition", "owners", "rules.resources", "rules.verbs",
        "issuer", "subject", "audiences", "allowedUses", "isCaCertificate",
        "access", "direction", "priority", "protocol", "sourceAddressPrefix", "sourceAddressPrefixes", "destinationAddressPrefix",
        "destinationAddressPrefixes", "destinationPortRange", "destinationPortRanges", "publicNetworkAccess", "publicAccess",
        "allowBlobPublicAccess", "addressPrefix", "addressPrefixes", "nextHopType", "nextHopIpAddress", "publicIPAllocationMethod",
        "privateLinkServiceId", "groupIds",
        "kind", "sku.name", "sku.tier", "sku.capacity", "sku.family", "vmSize", "vmPriority", "instanceType", "tier", "mode", "count",
        "minCount", "maxCount", "minNodeCount", "maxNodeCount", "minReplicaCount", "maxReplicaCount", "replicas", "zones",
        "availabilityZones", "amount", "timeGrain", "retentionInDays", "softDeleteRetentionInDays", "image", "approvalRequired",
        "subscriptionRequired", "subscriptionsLimit", "path", "url", "secret", "severity", "enabled", "criteria.allOf.threshold",
        "condition.allOf.equals",
    ];

    public static IReadOnlyList<ShownInput> Of(PlannedResource resource, KnownNames names)
    {
        var leaves = Inputs.Of(resource).Where(leaf => leaf.After is not null)
            .Select((leaf, index) => (leaf.Path, leaf.After, Rank: Rank(leaf.Path.Schema), Index: index))
            .OrderBy(leaf => leaf.Rank).ThenBy(leaf => leaf.Index).ToArray();
        var main = Math.Clamp(leaves.Count(leaf => leaf.Rank < _leading.Length), Fewest, Most);
        return [.. leaves.Select((leaf, place) => new ShownInput(leaf.Path, leaf.After, names.Of(leaf.After), place < main))];
    }

    // Of the rest, what the resource is called comes before its place, its group and its tags
    private static int Rank(string schema)
    {
        var rank = Array.FindIndex(_leading, name => schema == name || schema.EndsWith($".{name}", StringComparison.Ordinal));
        return rank >= 0 ? rank : _leading.Length + schema switch
        {
            "resourceGroupName" or "location" => 2,
            _ when schema.StartsWith("tags", StringComparison.Ordinal) || schema.StartsWith("metadata.labels", StringComparison.Ordinal) =>
                3,
            _ when schema.EndsWith("Name", StringComparison.Ordinal) || schema is "metadata.name" => 0,
            _ => 1,
        };
    }
}
