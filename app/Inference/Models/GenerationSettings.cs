namespace Platform.Inference.Models;

/// <summary><c>generation</c> of a decoder's <c>model.json</c>.</summary>
/// <param name="Slots">Texts made at the same time.</param>
/// <param name="CachedTokens">Tokens of all of them whose keys and values are kept; a text takes as many as it may come to have.</param>
/// <param name="MaxQueueSize">Texts that wait for a slot; more are refused.</param>
/// <param name="PieceTokens">A prompt is read in pieces of so many tokens, between the steps of other texts.</param>
/// <param name="ReadTokens">Tokens of prompts that a step reads at most, beside a piece of the one that waits longest.</param>
internal sealed record GenerationSettings(
    int Slots = 32, int CachedTokens = 16_384, int MaxQueueSize = 256, int PieceTokens = 64, int ReadTokens = 128);
