namespace Platform.Inference.OpenInference;

/// <summary>The answer of <c>GET /v2/models</c>.</summary>
internal sealed record ModelList(string[] Models);
