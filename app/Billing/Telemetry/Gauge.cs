namespace Platform.Billing.Telemetry;

/// <summary>A value of now.</summary>
/// <param name="Name">As OpenTelemetry has it, such as <c>billing.usage.logs</c>.</param>
/// <param name="Label">The name of what it is told apart by; empty for none.</param>
/// <param name="Of">The label's value.</param>
/// <param name="Value">The value.</param>
internal sealed record Gauge(string Name, string Label, string Of, double Value)
{
    /// <summary>By which else it is told apart.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> More { get; init; } = [];

    public IEnumerable<KeyValuePair<string, string>> Labels => Label.Length == 0 ? More : [new(Label, Of), .. More];
}
