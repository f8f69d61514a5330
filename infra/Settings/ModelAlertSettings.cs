namespace Platform.Infra.Settings;

internal sealed record ModelAlertSettings(int Milliseconds, int FailuresPerThousand)
{
    /// <summary>The error budget as a ratio.</summary>
    public decimal Budget => FailuresPerThousand / 1000m;

    public static ModelAlertSettings Read(SettingsReader settings) => new(
        settings.Whole(
            new(
                "alertModelMilliseconds",
                "Time within the server that one request in twenty to a model takes, from which on an alert fires, {range}"),
            500, min: 1, max: 10_000),
        settings.Whole(
            new("sloFailuresPerThousand", "Error budget of the prediction API; 1 is an availability of 99.9 %"), 1, min: 1, max: 500));
}
