using System.Text.Json.Serialization;

namespace Platform.Inference.Health;

/// <param name="Ready">Whether requests are welcome.</param>
/// <param name="Reason">Why not, where there is more to say than that models are being loaded.</param>
/// <param name="Uncollected">Why no calls are collected, where some could be; requests are welcome all the same.</param>
internal sealed record Readiness(
    bool Ready, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uncollected = null);
