using System.Globalization;
using Pulumi;

namespace Platform.Infra.Observability;

/// <summary>
/// What ends by itself on a day, and stops the API or its portal if nobody renews it. docs/endings.md lists all of it, and how.
/// </summary>
internal static class EndingAlerts
{
    private const string Server = "inference_certificate_end_timestamp_seconds";
    private const int Days = 30;

    public static PrometheusAlert[] All(AlertTargets targets)
    => [
        // As each server reports of the one that it shows; one that cannot say so is no better
        new(
            "CertificateEnds", $"min by (cluster) ({Server}) - time() < {Days * 86400} or absent({Server})", "PT1H", 1,
            "The servers' certificate ends within 30 days, and then no call is answered: run `pulumi up`"),
        new(
            "AuthorityEnds", targets.AuthorityEnd.Apply(end => Past(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), Days * 6)),
            "PT1H", 2,
            "The private authority ends within 180 days, and with it what it signed: docs/runbooks/rotate.md"),
        .. targets.PortalSecretEnd is { } end
            ? [new PrometheusAlert(
                "PortalSecretEnds", Past(end, Days), "PT1H", 2,
                "The developer portal's client secret ends within 30 days, and then nobody signs in: docs/endings.md")]
            : Array.Empty<PrometheusAlert>(),
    ];

    private static string Past(DateTimeOffset end, int days)
        => string.Create(CultureInfo.InvariantCulture, $"vector(time()) > {end.AddDays(-days).ToUnixTimeSeconds()}");
}
