using System.Diagnostics.Metrics;

namespace Platform.Gateway.Policies.Control;

/// <summary>The metrics that policies emit.</summary>
internal static class GatewayMeter
{
    public const string Name = "Platform.Gateway";

    private static readonly Meter _meter = new(Name);

    /// <param name="space">Null: the service's default.</param>
    public static Histogram<double> Of(string? space, string name) => _meter.CreateHistogram<double>($"{space ?? "API Management"}/{name}");
}
