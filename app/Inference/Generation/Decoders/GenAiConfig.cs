using Platform.Inference.Generation.Sampling;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Decoders;

/// <summary><c>genai_config.json</c>, as the model builder of ONNX Runtime GenAI writes it.</summary>
/// <seealso href="https://onnxruntime.ai/docs/genai/reference/config.html">Its fields.</seealso>
internal static class GenAiConfig
{
    /// <exception cref="ModelLoadException">A field is missing or wrong, or asks for what this server does not do.</exception>
    public static DecoderConfig Read(ConfigFile file)
    {
        if (file.Text("model", "decoder", "filename") is { } name && name != "model.onnx")
            throw new ModelLoadException(
                $"its {file.Name} names the graph '{Faults.Quote.Short(name)}'; this server reads model.onnx, so rename it in both places");
        foreach (var part in (string[])["encoder", "vision", "speech", "embedding"])
            if (file.Find("model", part) is not null)
                throw new ModelLoadException($"its {file.Name} has a part '{part}'; this server runs models of one decoder");
        return new DecoderConfig(
            file.Name,
            file.Number("model", "context_length") ?? throw Missing(file, "model.context_length"),
            file.Numbers("model", "eos_token_id") ?? throw Missing(file, "model.eos_token_id"),
            file.Number("model", "bos_token_id"),
            NamesOf(file),
            SamplingOf(file));
    }

    private static DecoderNames NamesOf(ConfigFile file)
    {
        var names = new DecoderNames();
        return new DecoderNames(
            Input("input_ids") ?? names.InputIds, Input("attention_mask") ?? names.AttentionMask,
            Input("position_ids") ?? names.PositionIds,
            Input("past_key_names") ?? names.PastKey, Input("past_value_names") ?? names.PastValue,
            Output("logits") ?? names.Logits, Output("present_key_names") ?? names.PresentKey,
            Output("present_value_names") ?? names.PresentValue);

        string? Input(string name) => file.Text("model", "decoder", "inputs", name);

        string? Output(string name) => file.Text("model", "decoder", "outputs", name);
    }

    /// <summary>What a model that is not sampled by default says of sampling is what its builder writes into every file.</summary>
    private static SamplingSettings SamplingOf(ConfigFile file) => file.IsTrue("search", "do_sample")
        ? SamplingSettings.Of(
            file.Fraction("search", "temperature"), file.Number("search", "top_k"), file.Fraction("search", "top_p"),
            file.Fraction("search", "repetition_penalty"))
        : SamplingSettings.Default;

    private static ModelLoadException Missing(ConfigFile file, string field) => new($"its {file.Name} lacks '{field}'");
}
