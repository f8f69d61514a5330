namespace Platform.Infra.Settings;

/// <summary>The training by schedule as it goes with the network, and with what <c>app/training</c> has of its model.</summary>
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

    public static void Check(SettingsReader settings, RetrainingSettings retraining, TrainableModels models)
    {
        if (models.Find(retraining.Model) is not { } model)
        {
            RejectModel(settings, retraining.Model, models);
            return;
        }

        if (retraining.HasInsights && model.WithoutInsights is { } reason)
            settings.Reject(
                "retrainingInsights", "true", $"false, as platform:retrainingModel is {model.Model}: {reason}",
                settings.Remove("retrainingInsights"));
        if (retraining.SweepTrials > 0 && !model.HasSweep)
            settings.Reject(
                "retrainingSweepTrials", $"{retraining.SweepTrials}",
                $"0, as platform:retrainingModel is {model.Model} and app/training/{model.Model} has no sweep.json to take points from",
                settings.Remove("retrainingSweepTrials"));
    }

    private static void RejectModel(SettingsReader settings, string given, TrainableModels models)
    {
        if (models.Names.FirstOrDefault() is not { } first)
            settings.Reject(
                "retrainingModel", given, $"none, as {TrainableModels.File} is not there", $"git restore {TrainableModels.File}");
        else
            settings.Reject(
                "retrainingModel", given, $"{string.Join(", ", models.Names)}; {TrainableModels.File} lists no other",
                settings.Set("retrainingModel", first));
    }
}
