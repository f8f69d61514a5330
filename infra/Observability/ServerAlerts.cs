using System.Globalization;
using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

/// <summary>What the inference servers say of themselves: latency by model, and how fast each track spends the error budget.</summary>
internal static class ServerAlerts
{
    public static PrometheusAlert[] All(ModelAlertSettings settings)
    => [
        new("ModelSlow",
            "histogram_quantile(0.95, sum by (cluster, model, track, le) (rate(inference_request_duration_seconds_bucket[5m])))"
            + $" >= {Text(settings.Milliseconds / 1000m)}",
            "PT5M", 2, "One request in twenty to this model takes too long within the server"),
        new(
            "ModelNotReady", "min by (cluster, model, version, pod) (inference_model_ready) == 0", "PT15M", 1,
            "A server does not get this model ready"),
        new(
            "ReleaseTakenBack", "max by (cluster, model, version) (inference_release_taken_back) == 1", "PT1M", 2,
            "A version that was being released failed, or said something else than the one in service, too often"),
        // As BurnRateAlerts at the gateway, but by track: a canary that fails is seen among the calls that the others answer
        new(
            "ErrorBudgetBurnsFast", Burns(settings, 14.4m, "1h", "5m"), "PT2M", 1,
            "Servers fail or refuse so often that the error budget is gone in two days"),
        new(
            "ErrorBudgetBurnsSlowly", Burns(settings, 6, "6h", "30m"), "PT15M", 2,
            "Servers fail or refuse so often that the error budget is gone in five days"),
        new(
            "ServersUnseen", "absent(inference_requests_in_flight)", "PT15M", 1,
            "No server's metrics arrive: none runs, or nobody reads them"),
    ];

    private static string Burns(ModelAlertSettings settings, decimal rate, string longWindow, string shortWindow)
    {
        var limit = Text(Math.Min(rate * settings.Budget, 1));
        return $"{FailureRatio(longWindow)} >= {limit} and {FailureRatio(shortWindow)} >= {limit}";
    }

    // What the caller did wrong is no failure of the server's
    private static string FailureRatio(string window)
        => $"sum by (cluster, track) (rate(inference_requests_total{{outcome=~\"failed|refused\"}}[{window}]))"
        + $" / sum by (cluster, track) (rate(inference_requests_total{{outcome!=\"invalid\"}}[{window}]))";

    private static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
