using Platform.Inference.Generation.Sampling;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Decoders;

/// <summary>
/// <c>config.json</c> and <c>generation_config.json</c> of the transformers library, which Optimum puts beside the graphs that it exports.
/// </summary>
internal static class HuggingFaceConfig
{
    private static readonly string[] _windows = ["max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "seq_length"];

    /// <exception cref="ModelLoadException">A field is missing or wrong.</exception>
    public static DecoderConfig Read(ConfigFile file, ConfigFile? generation)
    {
        var window = _windows.Select(name => file.Number(name)).FirstOrDefault(number => number is not null)
            ?? throw new ModelLoadException($"its {file.Name} lacks 'max_position_embeddings', the tokens that the model can look back on");
        var ends = generation?.Numbers("eos_token_id") ?? file.Numbers("eos_token_id")
            ?? throw new ModelLoadException($"its {file.Name} lacks 'eos_token_id', the token that ends a text");
        return new DecoderConfig(
            file.Name, window, ends, generation?.Number("bos_token_id") ?? file.Number("bos_token_id"), new DecoderNames(),
            SamplingOf(generation));
    }

    private static SamplingSettings SamplingOf(ConfigFile? file) => file?.IsTrue("do_sample") is true
        ? SamplingSettings.Of(
            file.Fraction("temperature"), file.Number("top_k"), file.Fraction("top_p"), file.Fraction("repetition_penalty"))
        : SamplingSettings.Default;
}
