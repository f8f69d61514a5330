namespace Platform.Inference.Health;

internal sealed record Readiness(bool Ready);
