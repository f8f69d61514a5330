namespace Platform.Infra.Settings;

/// <summary>The training by schedule as it goes with the network.</summary>
internal static class RetrainingRules
{
    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        // Which hosts they call, Azure's list does not say:
        // https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules
        if (loaded.MachineLearning.Retraining.HasInsights && loaded.Network.Isolation == NetworkIsolation.PrivateApprovedOutbound)
            settings.Reject(
                "retrainingInsights", "true",
                "false, as platform:networkIsolation is privateApprovedOutbound and Microsoft's components and their images come from "
                + "hosts that are not approved",
                settings.Remove("retrainingInsights"));
    }
}
