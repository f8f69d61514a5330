using Platform.Review.Plans;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What the rules know of diagnostic settings.</summary>
internal static class Logs
{
    public const string Setting = "monitor:DiagnosticSetting";

    /// <summary>Whether a setting sends any of these log categories, by name or by a group.</summary>
    public static bool HasAny(InputValue setting, params string[] categories)
        => setting.All("logs[*]").Any(log => log.At("enabled").IsTrue
            && (log.At("categoryGroup").Is("allLogs") || log.At("category").IsAnyOf(categories)));

    /// <summary>Whether a setting sends the audit logs, whatever they are called.</summary>
    public static bool HasAudit(InputValue setting, params string[] categories)
        => HasAny(setting, categories)
            || setting.All("logs[*]").Any(log => log.At("enabled").IsTrue && log.At("categoryGroup").Is("audit"));
}
