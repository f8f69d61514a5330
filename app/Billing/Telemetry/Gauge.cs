namespace Platform.Billing.Telemetry;

/// <summary>A value of now.</summary>
/// <param name="Name">As OpenTelemetry has it, such as <c>billing.usage.logs</c>.</param>
/// <param name="Label">The name of what it is told apart by; empty for none.</param>
/// <param name="Of">The label's value.</param>
/// <param name="Value">The value.</param>
internal sealed record Gauge(string Name, string Label, string Of, double Value);
