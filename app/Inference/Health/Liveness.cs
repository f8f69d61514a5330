namespace Platform.Inference.Health;

internal sealed record Liveness(bool Live);
