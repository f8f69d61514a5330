using System.Diagnostics.Metrics;
using Platform.Gateway.Policies.Control;

namespace Platform.Gateway.Tests;

/// <summary>What policies measure in a namespace, as <c>name value dimension=value</c>.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();

    public Measurements(string space)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GatewayMeter.Name && instrument.Name.StartsWith($"{space}/", StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => All.Add(
            string.Join(' ', [instrument.Name[(space.Length + 1)..], value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")])));
        _listener.Start();
    }

    public List<string> All { get; } = [];

    public void Dispose() => _listener.Dispose();
}
