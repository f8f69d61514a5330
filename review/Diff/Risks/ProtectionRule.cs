using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>What brings back what was lost, keeps it from being lost, or notices it, and goes or lasts for a shorter time.</summary>
internal static class ProtectionRule
{
    // https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules
    private const string Muting = "azure-native:alertsmanagement:AlertProcessingRule";

    // What is there for nothing else
    private static readonly FrozenDictionary<string, string> _guards = new Dictionary<string, string>
    {
        ["azure-native:authorization:ManagementLockAtResourceGroupLevel"] = "a lock",
        ["azure-native:authorization:ManagementLockAtResourceLevel"] = "a lock",
        ["azure-native:authorization:ManagementLockByScope"] = "a lock",
        ["azure-native:authorization:PolicyAssignment"] = "a policy",
        ["azure-native:consumption:Budget"] = "a budget",
        ["azure-native:monitor:ActionGroup"] = "who is told",
        ["azure-native:monitor:ActivityLogAlert"] = "an alert",
        ["azure-native:monitor:DiagnosticSetting"] = "its logs",
        ["azure-native:monitor:MetricAlert"] = "an alert",
        ["azure-native:monitor:ScheduledQueryRule"] = "an alert",
        ["azure-native:alertsmanagement:PrometheusRuleGroup"] = "alerts",
        ["azure-native:applicationinsights:WebTest"] = "who notices that it cannot be reached",
        ["azure-native:containerregistry:Replication"] = "the copy in another region",
        ["azure-native:security:Pricing"] = "Defender",
        ["azure-native:storage:BlobContainerImmutabilityPolicy"] = "what keeps it as it was written",
        ["azure-native:storage:ManagementPolicy"] = "how long versions are kept",
        ["kubernetes:core/v1:LimitRange"] = "a limit of what pods take",
        ["kubernetes:core/v1:ResourceQuota"] = "a limit of what pods take",
        ["kubernetes:policy/v1:PodDisruptionBudget"] = "what keeps replicas up",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of a flag, whether it protects when it is on; a flag that is not set protects nobody
    private static readonly FrozenDictionary<string, bool> _flags = new Dictionary<string, bool>
    {
        ["enablePurgeProtection"] = true,
        ["enableSoftDelete"] = true,
        ["isVersioningEnabled"] = true,
        ["changeFeed.enabled"] = true,
        ["deleteRetentionPolicy.enabled"] = true,
        ["containerDeleteRetentionPolicy.enabled"] = true,
        ["shareDeleteRetentionPolicy.enabled"] = true,
        ["restorePolicy.enabled"] = true,
        ["softDeletePolicy.status"] = true,
        ["azurepolicy.enabled"] = true,
        ["enableAutomaticUpgrade"] = true,
        ["enableDdosProtection"] = true,
        ["enableEncryptionAtHost"] = true,
        ["geoRedundantBackup"] = true,
        ["immutableStorageWithVersioning.enabled"] = true,
        ["quarantinePolicy.status"] = true,
        ["requireInfrastructureEncryption"] = true,
        ["securityMonitoring.enabled"] = true,
        ["trustPolicy.status"] = true,
        ["allowProtectedAppendWrites"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Off, or one of several ways to be on
    private static readonly string[] _modes =
        ["highAvailability.mode", "autoUpgradeProfile.upgradeChannel", "autoUpgradeProfile.nodeOSUpgradeChannel"];

    private static readonly string[] _terms =
    [
        "backupRetentionDays", "minAvailable",
        "deleteRetentionPolicy.days", "containerDeleteRetentionPolicy.days", "shareDeleteRetentionPolicy.days", "restorePolicy.days",
        "softDeleteRetentionInDays", "retentionInDays", "retentionPolicy.days", "softDeletePolicy.retentionDays",
        "immutabilityPeriodSinceCreationInDays", "daysAfterCreationGreaterThan",
    ];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Kind is ChangeKind.Removed && _guards.TryGetValue(change.Resource.Type, out var guard))
            yield return new(RiskKind.Protection, $"{guard} is gone");
        if (change.Kind is ChangeKind.Added && change.Resource.Type.StartsWith(Muting, StringComparison.Ordinal))
            yield return new(RiskKind.Protection, "alerts may be muted");
        if (change is { Before: null } or { After: null })
            yield break;
        foreach (var property in change.Touched())
        {
            if (SwitchedOff(change.Resource.Type, property) is { } off)
                yield return new(RiskKind.Protection, off);
            if (Number(property.Before) is not null && _terms.Any(property.Path.EndsWith) && Number(property.Before) is { } was
                && Number(property.After) is var isNow
                && (isNow is null || isNow < was))
                yield return new(
                    RiskKind.Protection,
                    $"{property.Path.Names[^1]}: {was} → {isNow?.ToString(CultureInfo.InvariantCulture) ?? "not set"}");
        }
    }

    private static string? SwitchedOff(string type, PropertyChange property)
    {
        var name = _flags.Keys.FirstOrDefault(property.Path.EndsWith);
        if (name is not null && IsOn(property.Before) == _flags[name] && IsOn(property.After) != _flags[name])
            return $"{name} is switched off";
        if (property.Path.Schema is "options.retainOnDelete" or "options.protect" && property.After is null)
            return property.Path.Schema == "options.protect" ? null : "what is deleted here is deleted in the cloud";
        if (_modes.Any(property.Path.EndsWith) && !IsOff(property.Before) && IsOff(property.After))
            return $"{property.Path.Names[^1]} is switched off";
        if (type == "azure-native:storage:StorageAccount" && property.Path.Schema == "sku.name"
            && IsCopied(property.Before) && !IsCopied(property.After))
            return "the copy in another region is gone";
        if (type == "azure-native:monitor:ActionGroup" && property.After is null
            && property.Path.Names[0].EndsWith("Receivers", StringComparison.Ordinal))
            return "fewer are told";
        if (IsLock(type) && property.Path.Schema == "level")
            return "a lock of another kind";
        if (type == "azure-native:security:Pricing" && property.Path.EndsWith("pricingTier") && $"{property.After}" == "Free")
            return "Defender is switched off";
        return _guards.ContainsKey(type) && property.Path.Names[^1] is "enabled" or "isEnabled" && IsOn(property.Before)
            && !IsOn(property.After)
            ? $"{_guards.GetValueOrDefault(type, "it")} is switched off"
            : null;
    }

    private static bool IsLock(string type) => _guards.GetValueOrDefault(type) == "a lock";

    // Standard_GRS, Standard_RAGZRS
    private static bool IsCopied(JsonNode? sku) => $"{sku}".Split('_')[^1].Contains('G', StringComparison.Ordinal);

    private static bool IsOff(JsonNode? mode) => $"{mode}".ToLowerInvariant() is "" or "none" or "disabled" or "unmanaged";

    private static bool IsOn(JsonNode? value) => $"{value}" is "true" or "enabled" or "Enabled";

    private static decimal? Number(JsonNode? value)
        => decimal.TryParse($"{value}", NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
