namespace Platform.Inference.Repository;

/// <summary>The answer of <c>GET /v2/models/stats</c>, and of a model's.</summary>
internal sealed record StatisticsAnswer(ModelStatistics[] ModelStats);
