using Platform.Inference.Generation.Sampling;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Decoders;

/// <summary>What the files beside a decoder's graph say of it.</summary>
/// <param name="Source">The file.</param>
/// <param name="Window">Tokens of prompt and text together.</param>
/// <param name="EndTokens">Those that end a text.</param>
/// <param name="BeginToken">The one that begins it; null for none.</param>
/// <param name="Names">What the graph calls its inputs and outputs.</param>
/// <param name="Sampling">How a token is chosen where a caller does not say.</param>
internal sealed record DecoderConfig(
    string Source, int Window, int[] EndTokens, int? BeginToken, DecoderNames Names, SamplingSettings Sampling)
{
    /// <param name="folder">Of the model's version.</param>
    /// <param name="hasPast">Whether its graph takes keys and values of the tokens before.</param>
    /// <returns>Null for a model that is no decoder.</returns>
    /// <exception cref="ModelLoadException">A file is not what it should be.</exception>
    public static DecoderConfig? TryRead(string folder, bool hasPast)
    {
        var config = ConfigFile.TryRead(folder, "genai_config.json") is { } genai ? GenAiConfig.Read(genai)
            : hasPast && ConfigFile.TryRead(folder, "config.json") is { } file ? HuggingFaceConfig.Read(
                file, ConfigFile.TryRead(folder, "generation_config.json"))
            : null;
        if (config is { Window: < 2 })
            throw new ModelLoadException($"its {config.Source} gives it a window of {config.Window} tokens; expected at least 2");
        return config;
    }
}
