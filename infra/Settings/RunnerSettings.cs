namespace Platform.Infra.Settings;

/// <summary>A GitHub runner in the network of a private stack, which is there only while it works.</summary>
/// <param name="Enabled">Whether there is one.</param>
/// <param name="Max">Most jobs at once, 1 to 10; default 2.</param>
/// <param name="Image">Its image that was built elsewhere, by its digest; empty where the registry builds it.</param>
internal sealed record RunnerSettings(bool Enabled, int Max, string Image)
{
    public static RunnerSettings Read(SettingsReader settings) => new(
        settings.Flag("runnerEnabled", false),
        settings.Whole("runnerMax", 2, min: 1, max: 10),
        RegistrySettings.ReadImage(settings, "runnerImage", "runner"));
}
