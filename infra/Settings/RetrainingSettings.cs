using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>The training by schedule.</summary>
/// <param name="IsEnabled">Off by default: the data in the repository does not change by itself.</param>
/// <param name="Model">A folder of <c>app/training</c>.</param>
/// <param name="SweepTrials">0: the sweep is one step, which tries one point after the other.</param>
internal sealed partial record RetrainingSettings(bool IsEnabled, string Model, string Cron, int SweepTrials, bool HasInsights)
{
    private const string CronCharacters = "0123456789*,-/";

    public static RetrainingSettings Read(SettingsReader settings) => new(
        settings.Flag(
            new(
                "retrainingEnabled",
                "Whether the workspace trains a model anew by schedule, and registers what is better under the model's name with "
                + "-retrained"), false),
        settings.Text(
            new("retrainingModel", $"Which model of app/training: one of {TrainableModels.File}: iris, bank, sentiment or stories"),
            "the name of a folder in app/training, such as iris", value => ModelName().IsMatch(value), "iris"),
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
                + "it for them under its name with -insights"), false));

    // https://learn.microsoft.com/azure/machine-learning/reference-yaml-schedule: no names of days or months
    private static bool IsCron(string value)
        => value.Split(' ') is { Length: 5 } fields
            && Array.TrueForAll(fields, field => field.Length > 0 && field.All(CronCharacters.Contains));

    // What Azure takes as the beginning of a component's name
    [GeneratedRegex("^[a-z][a-z0-9_]{0,99}$")]
    private static partial Regex ModelName();
}
