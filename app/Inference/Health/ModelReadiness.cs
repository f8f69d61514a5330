namespace Platform.Inference.Health;

internal sealed record ModelReadiness(string Name, bool Ready);
