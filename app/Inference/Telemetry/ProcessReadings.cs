using Platform.Inference.Metrics;

namespace Platform.Inference.Telemetry;

/// <summary>What is measured of the server's process; OpenTelemetry has it from .NET's own meter.</summary>
internal static class ProcessReadings
{
    private static readonly Metric _resident = new(MetricKind.Gauge, "process.resident_memory", "By", "Resident memory of the server");

    private static readonly Metric _allocated = new(MetricKind.Counter, "dotnet.gc.allocated", "By", "Bytes allocated on the managed heap");

    private static readonly Metric _processor = new(MetricKind.Counter, "process.cpu", "s", "Processor time of the server");

    public static IReadOnlyList<Reading> All { get; } =
    [
        new(_resident, () => [new Sample(Environment.WorkingSet)]),
        new(_allocated, () => [new Sample(GC.GetTotalAllocatedBytes())]),
        new(_processor, () => [new Sample(Environment.CpuUsage.TotalTime.TotalSeconds)]),
    ];
}
