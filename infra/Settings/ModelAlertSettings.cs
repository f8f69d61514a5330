namespace Platform.Infra.Settings;

/// <param name="Milliseconds">Time of a request within the server that one in twenty exceeds, for any model.</param>
/// <param name="FailuresPerThousand">The error budget of the prediction API: 1 is an availability of 99.9 %.</param>
internal sealed record ModelAlertSettings(int Milliseconds, int FailuresPerThousand)
{
    /// <summary>The error budget as a ratio.</summary>
    public decimal Budget => FailuresPerThousand / 1000m;

    public static ModelAlertSettings Read(SettingsReader settings) => new(
        settings.Whole("alertModelMilliseconds", 500, min: 1, max: 10_000),
        settings.Whole("sloFailuresPerThousand", 1, min: 1, max: 500));
}
