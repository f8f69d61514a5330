using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>
/// <c>outputs</c> of <c>model.json</c>: a list of those to give, or what they are, <c>{"label":"a","probabilities":"b"}</c>, beside which
/// others are then left out.
/// </summary>
/// <param name="List">Names of the outputs to give; null where roles are.</param>
/// <param name="Label">The output with the class.</param>
/// <param name="Probabilities">The output with the probability of each class.</param>
[JsonConverter(typeof(OutputNamesConverter))]
internal sealed record OutputNames(string[]? List, string? Label = null, string? Probabilities = null)
{
    public string[] All => List ?? [.. new[] { Label, Probabilities }.OfType<string>()];
}
