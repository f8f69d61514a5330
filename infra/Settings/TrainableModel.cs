using System.Text.Json.Serialization;

namespace Platform.Infra.Settings;

/// <summary>A model that <c>app/training</c> has a pipeline of, and what the workspace has to know of it.</summary>
/// <param name="Model">A folder of <c>app/training</c>.</param>
/// <param name="WithoutInsights">Why there are no responsible AI insights of it; null where there can be.</param>
/// <param name="Data">Null where its step <c>prepare</c> makes the rows up.</param>
internal sealed record TrainableModel(string Model, string? WithoutInsights = null, TrainingData? Data = null)
{
    /// <summary>Whether it has a <c>sweep.json</c>, without which its sweep is one step.</summary>
    [JsonIgnore]
    public bool HasSweep { get; init; }
}
