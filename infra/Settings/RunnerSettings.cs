namespace Platform.Infra.Settings;

/// <summary>A GitHub runner in the network of a private stack, which is there only while it works.</summary>
internal sealed record RunnerSettings(bool Enabled, int Max, string Image)
{
    public static RunnerSettings Read(SettingsReader settings) => new(
        settings.Flag(
            new(
                "runnerEnabled",
                "Whether a private stack has a GitHub runner in its network, for jobs of githubRepository with the label "
                + "platform-<stack>; it is there only while it works"),
            false),
        settings.Whole(new("runnerMax", "Most jobs that it does at once, {range}"), 2, min: 1, max: 10),
        RegistrySettings.ReadImage(
            settings,
            new(
                "runnerImage",
                "The image of eng/runner that was built elsewhere, by its digest, where registryImage is set; empty where the "
                + "registry builds it"),
            "runner"));
}
