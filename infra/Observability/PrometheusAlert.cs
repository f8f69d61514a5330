using Pulumi;

namespace Platform.Infra.Observability;

/// <summary>A condition in Prometheus' language that must not hold for long.</summary>
/// <param name="Name">In Pascal case, as is usual there.</param>
/// <param name="For">ISO 8601 duration for which it must hold before the alert fires.</param>
/// <param name="Severity">0 (critical) to 4 (verbose).</param>
internal sealed record PrometheusAlert(string Name, Input<string> Expression, string For, int Severity, string Why);
