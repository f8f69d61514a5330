using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>What brings back what was lost, keeps it from being lost, or notices it, and goes or lasts for a shorter time.</summary>
internal static class ProtectionRule
{
    // What is there for nothing else
    private static readonly FrozenDictionary<string, string> Guards = new Dictionary<string, string>
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
        ["azure-native:security:Pricing"] = "Defender",
        ["azure-native:storage:ManagementPolicy"] = "how long versions are kept",
        ["kubernetes:policy/v1:PodDisruptionBudget"] = "what keeps replicas up",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of a flag, whether it protects when it is on; a flag that is not set protects nobody
    private static readonly FrozenDictionary<string, bool> Flags = new Dictionary<string, bool>
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
        ["enableAutomaticUpgrade"] = true,
        ["enableEncryptionAtHost"] = true,
        ["requireInfrastructureEncryption"] = true,
        ["securityMonitoring.enabled"] = true,
        ["allowProtectedAppendWrites"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Terms =
    [
        "deleteRetentionPolicy.days", "containerDeleteRetentionPolicy.days", "shareDeleteRetentionPolicy.days", "restorePolicy.days",
        "softDeleteRetentionInDays", "retentionInDays", "retentionPolicy.days", "softDeletePolicy.retentionDays",
        "immutabilityPeriodSinceCreationInDays", "daysAfterCreationGreaterThan",
    ];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Kind is ChangeKind.Removed && Guards.TryGetValue(change.Resource.Type, out var guard))
            yield return new(RiskKind.Protection, $"{guard} is gone");
        if (change is { Before: null } or { After: null })
            yield break;
        foreach (var property in change.Touched())
        {
            if (SwitchedOff(change.Resource.Type, property) is { } off)
                yield return new(RiskKind.Protection, off);
            if (Number(property.Before) is not null && Terms.Any(property.Path.EndsWith) && Number(property.Before) is { } was && Number(property.After) is var isNow
                && (isNow is null || isNow < was))
                yield return new(RiskKind.Protection, $"{property.Path.Names[^1]}: {was} → {isNow?.ToString(CultureInfo.InvariantCulture) ?? "not set"}");
        }
    }

    private static string? SwitchedOff(string type, PropertyChange property)
    {
        var name = Flags.Keys.FirstOrDefault(property.Path.EndsWith);
        if (name is not null && IsOn(property.Before) == Flags[name] && IsOn(property.After) != Flags[name])
            return $"{name} is switched off";
        if (property.Path.Schema is "options.retainOnDelete" or "options.protect" && property.After is null)
            return property.Path.Schema == "options.protect" ? null : "what is deleted here is deleted in the cloud";
        if (type == "azure-native:security:Pricing" && property.Path.EndsWith("pricingTier") && $"{property.After}" == "Free")
            return "Defender is switched off";
        return Guards.ContainsKey(type) && property.Path.Names[^1] is "enabled" or "isEnabled" && IsOn(property.Before) && !IsOn(property.After)
            ? $"{Guards.GetValueOrDefault(type, "it")} is switched off"
            : null;
    }

    private static bool IsOn(JsonNode? value) => $"{value}" is "true" or "enabled" or "Enabled";

    private static decimal? Number(JsonNode? value)
        => decimal.TryParse($"{value}", NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
