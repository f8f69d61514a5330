using System.Text.RegularExpressions;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>How much of what is there, and what callers may use: sizes, counts, tiers, retention, quotas.</summary>
internal static partial class PriceRule
{
    private static readonly string[] _names =
    [
        "additionalLocations", "amount", "availabilityZones", "capacity", "count", "dailyQuotaGb", "instanceType", "limits", "maxCount",
        "maxNodeCount", "maxReplicaCount", "maxReplicas", "minCount", "minNodeCount", "minReplicaCount", "minReplicas", "osDiskSizeGB",
        "replicas", "requests", "retentionInDays", "scaleSetPriority",
        "sku", "subscriptionsLimit", "tier", "vmPriority", "vmSize", "workspaceCapping", "zoneRedundancy", "zones",
    ];

    private static readonly string[] _billed =
    [
        "azure-native:containerregistry:AgentPool", "azure-native:containerregistry:Replication", "azure-native:containerservice:AgentPool",
        "azure-native:machinelearningservices:Compute", "azure-native:machinelearningservices:OnlineDeployment",
        "azure-native:network:AzureFirewall", "azure-native:network:NatGateway",
        "azure-native:network:PrivateEndpoint", "azure-native:network:PublicIPAddress", "azure-native:security:Pricing",
    ];

    private const string Product = "azure-native:apimanagement:Product";

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Kind is ChangeKind.Added or ChangeKind.Removed)
        {
            if (change.Resource.Inputs.ContainsKey("sku") || _billed.Contains(change.Resource.Type))
                yield return new(RiskKind.Price, $"{(change.Kind is ChangeKind.Added ? "more" : "less")} to pay for");
            if (change.Resource.Type == Product)
                yield return new(RiskKind.Price, $"a tier {(change.Kind is ChangeKind.Added ? "more" : "less")} to sell");
            yield break;
        }

        if (change.Resource.Type == Product
            && change.Properties.Any(property => property.Path.Schema == "description" && IsOtherPrice(property)))
            yield return new(RiskKind.Price, "a tier's price");
        if (change.Resource.Type == "azure-native:apimanagement:ProductPolicy"
            && change.Properties.Any(property => property.Path.Schema == "value"))
            yield return new(RiskKind.Price, "a tier's calls");
        foreach (var name in change.Touched().SelectMany(input => input.Path.Names).Intersect(_names))
            yield return new(RiskKind.Price, name);
    }

    // What buyers read ends with price and limits; the words before it are for the asking
    private static bool IsOtherPrice(PropertyChange change)
        => Price().Match($"{change.Before}").Value != Price().Match($"{change.After}").Value;

    [GeneratedRegex(@"Free of charge:|[\d,.]+ [A-Z]{3} a month:")]
    private static partial Regex Price();
}
