using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary><c>features</c> of <c>model.json</c>: a list, or one for each input, <c>{"num":["a","b"],"cat":["c"]}</c>.</summary>
/// <param name="List">In the order of the inputs and of their columns; null where they are given by input.</param>
/// <param name="ByInput">By the name of the input; null where they are a list.</param>
[JsonConverter(typeof(FeatureNamesConverter))]
internal sealed record FeatureNames(string[]? List, Dictionary<string, string[]>? ByInput)
{
    public string[] All => List ?? [.. ByInput!.Values.SelectMany(names => names)];
}
