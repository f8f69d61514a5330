using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary><c>embedding</c> of an encoder's <c>model.json</c>.</summary>
/// <param name="MaxTokens">Tokens of a text, those at its ends among them, from 3; longer ones are refused. Default 256.</param>
/// <param name="Pooling">What becomes of the vectors of a text's tokens. Default their mean.</param>
/// <param name="IsCut">Whether the first numbers of an embedding are one too, as of models that were trained so. Default not.</param>
internal sealed record EmbeddingSettings(
    int MaxTokens = 256, Pooling Pooling = Pooling.Mean, [property: JsonPropertyName("cut")] bool IsCut = false);
