using System.Text.Json.Serialization;

namespace Platform.Inference.Health;

/// <param name="Name">Of the model.</param>
/// <param name="Ready">Whether requests to it are welcome.</param>
/// <param name="Reason">Why not, where there is more to say than that it is being loaded.</param>
internal sealed record ModelReadiness(
    string Name, bool Ready, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);
