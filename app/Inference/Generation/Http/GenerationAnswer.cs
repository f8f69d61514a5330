using Platform.Inference.Generation.Engine;

namespace Platform.Inference.Generation.Http;

/// <summary>What an answer holds, whatever the API.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Call">What was asked.</param>
/// <param name="TokensIn">Of the prompt.</param>
internal sealed record GenerationAnswer(string Id, long Created, string Model, string Version, GenerationCall Call, int TokensIn)
{
    /// <summary>The whole of it, where it is not streamed.</summary>
    public string Text { get; init; } = "";

    public FinishReason Reason { get; init; }

    public int TokensOut { get; init; }

    /// <summary>As OpenAI calls it.</summary>
    public ReadOnlySpan<byte> ReasonName => Reason switch
    {
        FinishReason.Length => "length"u8,
        FinishReason.Filtered => "content_filter"u8,
        _ => "stop"u8,
    };
}
