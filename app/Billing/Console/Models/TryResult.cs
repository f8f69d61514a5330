using System.Text.Json.Nodes;
using Platform.Billing.Console.Calls;

namespace Platform.Billing.Console.Models;

/// <summary>What a call brought.</summary>
/// <param name="Answer">Of the gateway.</param>
/// <param name="Price">What it costs; null for a visitor.</param>
/// <param name="CallsLeft">Under the plan's cap, where that is known.</param>
internal sealed record TryResult(CallAnswer Answer, CallPrice? Price, long? CallsLeft)
{
    /// <summary>Of the first row, by class, the likeliest first.</summary>
    public IReadOnlyList<(string Class, double Part)> Probabilities => (First?["probabilities"] as JsonObject)?
        .Select(one => (one.Key, one.Value is JsonValue value && value.TryGetValue<double>(out var part) ? part : 0))
        .OrderByDescending(one => one.Item2).ToList() ?? [];

    public string? Prediction => First?["prediction"] is JsonValue value ? value.ToString() : null;

    /// <summary>Outputs of a model that is called with tensors.</summary>
    public IReadOnlyList<(string Name, string Data)> Outputs => (Answer.Body?["outputs"] as JsonArray)?
        .Select(
            output => ((string?)output?["name"] ?? "",
                output?["data"] is JsonArray { Count: 1 } one ? one[0]?.ToString() ?? "" : output?["data"]?.ToJsonString() ?? "")).ToList()
                ?? [];

    private JsonNode? First => Answer.Body is JsonArray rows ? rows.FirstOrDefault() : Answer.Body;
}
