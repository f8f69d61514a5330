namespace Platform.Infra.Settings;

/// <summary>The training by schedule.</summary>
/// <param name="IsEnabled">Off by default: the data in the repository does not change by itself.</param>
/// <param name="SweepTrials">0: the sweep is one step, which tries one point after the other.</param>
internal sealed record RetrainingSettings(bool IsEnabled, string Cron, int SweepTrials, bool HasInsights)
{
    private const string CronCharacters = "0123456789*,-/";

    public static RetrainingSettings Read(SettingsReader settings) => new(
        settings.Flag(
            new(
                "retrainingEnabled",
                "Whether the iris model is trained anew by schedule, and registered as iris-retrained where it is better"), false),
        settings.Text(
            new("retrainingCron", "When, in UTC: minute, hour, day, month and day of the week"),
            "five fields of digits and *,-/, such as 0 3 * * 0", IsCron, "0 3 * * 0", "'0 3 * * 0'"),
        settings.Whole(
            new(
                "retrainingSweepTrials",
                "Most trials of the sweep, {range}: jobs of their own beside each other, of which the bad ones are stopped early; at 0 one "
                + "step tries all in turn"),
            0, min: 0, max: 1000),
        settings.Flag(
            new(
                "retrainingInsights",
                "Whether each training ends with Microsoft's responsible AI insights of the model, jobs of their own, and registers "
                + "the model for them as iris-insights"), false));

    // https://learn.microsoft.com/azure/machine-learning/reference-yaml-schedule: no names of days or months
    private static bool IsCron(string value)
        => value.Split(' ') is { Length: 5 } fields
            && Array.TrueForAll(fields, field => field.Length > 0 && field.All(CronCharacters.Contains));
}
