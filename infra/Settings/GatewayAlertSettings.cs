namespace Platform.Infra.Settings;

/// <param name="CapacityPercent">Of the gateway's units; beyond it, add one.</param>
/// <param name="UnauthorizedRequests">Answers 401: somebody is trying keys.</param>
/// <param name="ThrottledRequests">Answers 429: somebody needs a higher tier.</param>
/// <param name="TestLocations">Whence a public gateway is called every five minutes, by <see cref="_locations"/>.</param>
/// <param name="FailedLocations">How many of these must fail at once; one alone is the
/// internet's trouble more often than the gateway's.</param>
internal sealed record GatewayAlertSettings(
    int CapacityPercent, int Milliseconds, int FailedRequests, int UnauthorizedRequests, int ThrottledRequests,
    IReadOnlyList<string> TestLocations, int FailedLocations)
{
    /// <summary>https://learn.microsoft.com/azure/azure-monitor/app/availability#location-population-tags</summary>
    private static readonly string[] _locations =
    [
        "apac-hk-hkn-azr", "apac-jp-kaw-edge", "apac-sg-sin-azr", "emea-au-syd-edge", "emea-ch-zrh-edge", "emea-fr-pra-edge",
        "emea-gb-db3-azr", "emea-nl-ams-azr", "emea-ru-msa-edge", "emea-se-sto-edge", "latam-br-gru-edge", "us-ca-sjc-azr",
        "us-fl-mia-edge", "us-il-ch1-azr", "us-tx-sn1-azr", "us-va-ash-azr",
    ];

    public static GatewayAlertSettings Read(SettingsReader settings)
    {
        var read = new GatewayAlertSettings(
            settings.Whole(
                new("alertGatewayCapacityPercent", "Capacity of the gateway's units beyond which an alert fires"), 75, min: 1, max: 100),
            settings.Whole(
                new("alertGatewayMilliseconds", "Average time of a call at the gateway beyond which an alert fires"),
                1000, min: 1, max: 300_000),
            settings.Whole(new("alertFailedRequests", "Answers 5xx beyond which an alert fires"), 10, min: 1, max: 1_000_000),
            settings.Whole(new("alertUnauthorizedRequests", "Answers 401 beyond which an alert fires"), 100, min: 1, max: 1_000_000),
            settings.Whole(new("alertThrottledRequests", "Answers 429 beyond which an alert fires"), 500, min: 1, max: 1_000_000),
            settings.Texts(
                new(
                    "availabilityLocations",
                    "Azure's places that call a public gateway every five minutes, five or more are good; an empty list for none"),
                $"a list of locations, each of {string.Join(", ", _locations)}", _locations.Contains,
                ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge", "us-va-ash-azr", "apac-sg-sin-azr"], "emea-nl-ams-azr"),
            settings.Whole(
                new("alertFailedLocations", "How many of these get no good answer when an alert fires"),
                3, min: 1, max: _locations.Length));
        if (read.TestLocations.Count > 0 && read.FailedLocations > read.TestLocations.Count)
            settings.Reject(
                "alertFailedLocations", $"{read.FailedLocations}",
                $"no more than the {read.TestLocations.Count} locations in platform:availabilityLocations",
                settings.Set("alertFailedLocations", $"{read.TestLocations.Count}"));
        return read;
    }
}
