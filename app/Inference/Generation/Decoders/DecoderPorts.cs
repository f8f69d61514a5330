using Platform.Inference.Faults;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation.Decoders;

/// <summary>A decoder's inputs and outputs, checked against its graph.</summary>
/// <param name="Inputs">Names of the tokens, the mask, and the positions where the graph takes them; then keys and values of each
/// layer.</param>
/// <param name="Outputs">Names of the logits, and of keys and values in the same order.</param>
/// <param name="HasPositions">Whether it takes positions.</param>
/// <param name="Past">Heads and head size of each tensor of keys or values.</param>
/// <param name="Type">Of keys and values.</param>
/// <param name="LogitsType">Of the logits.</param>
/// <param name="Vocabulary">How many tokens it knows.</param>
internal sealed record DecoderPorts(
    string[] Inputs, string[] Outputs, bool HasPositions, (int Heads, int Size)[] Past, DataType Type, DataType LogitsType, int Vocabulary)
{
    /// <summary>Of keys and values.</summary>
    public long BytesPerToken { get; } = Past.Sum(tensor => (long)tensor.Heads * tensor.Size * Type.Size);

    /// <summary>Whether the graph of this signature goes on from keys and values of tokens before.</summary>
    public static bool HavePast(Signature signature)
        => signature.Inputs.Any(input => input.Name.StartsWith("past_key_values.", StringComparison.Ordinal));

    /// <exception cref="ModelLoadException">The graph is no decoder as this server runs them.</exception>
    public static DecoderPorts Read(Signature signature, DecoderNames names, string source)
    {
        var inputs = signature.Inputs.ToDictionary(input => input.Name);
        var outputs = signature.Outputs.ToDictionary(output => output.Name);
        _ = Take(inputs, names.InputIds, "input", source);
        _ = Take(inputs, names.AttentionMask, "input", source);
        var hasPositions = inputs.Remove(names.PositionIds);
        var logits = Take(outputs, names.Logits, "output", source);
        var (pastNames, presentNames, past) = TakePast(inputs, outputs, names, source);
        if (inputs.Count > 0)
            throw new ModelLoadException(
                $"its graph takes {Quote.Names(inputs.Keys.Order())} beside what a decoder takes; export it without, such as with "
                + "Optimum's task text-generation-with-past");
        if (logits.Shape is not [_, _, > 0])
            throw new ModelLoadException(
                $"its output '{logits.Name}' has shape {Quote.Shape(logits.Shape)}; expected [batch, tokens, vocabulary] with a "
                + "fixed vocabulary");
        return new DecoderPorts(
            [names.InputIds, names.AttentionMask, .. hasPositions ? [names.PositionIds] : Array.Empty<string>(), .. pastNames],
            [names.Logits, .. presentNames],
            hasPositions, [.. past.Select(HeadsOf)], TypeOf(past[0]), TypeOf(logits), (int)logits.Shape[2]);
    }

    private static (List<string> Past, List<string> Present, List<TensorSpec> Specs) TakePast(
        Dictionary<string, TensorSpec> inputs, Dictionary<string, TensorSpec> outputs, DecoderNames names, string source)
    {
        var (past, present, specs) = (new List<string>(), new List<string>(), new List<TensorSpec>());
        for (var layer = 0; layer == 0 || inputs.ContainsKey(DecoderNames.OfLayer(names.PastKey, layer)); layer++)
            foreach (var (taken, given) in ((string, string)[])[(names.PastKey, names.PresentKey), (names.PastValue, names.PresentValue)])
            {
                specs.Add(Take(inputs, DecoderNames.OfLayer(taken, layer), "input", source));
                past.Add(specs[^1].Name);
                present.Add(Take(outputs, DecoderNames.OfLayer(given, layer), "output", source).Name);
            }

        return (past, present, specs);
    }

    private static TensorSpec Take(Dictionary<string, TensorSpec> specs, string name, string role, string source)
        => specs.Remove(name, out var spec)
            ? spec
            : throw new ModelLoadException(
                $"its graph has no {role} '{Quote.Short(name)}', which a decoder with {source} must have; export it with past "
                + "keys and values");

    private static (int Heads, int Size) HeadsOf(TensorSpec spec) => spec.Shape is [_, > 0 and var heads, _, > 0 and var size]
        ? ((int)heads, (int)size)
        : throw new ModelLoadException(
            $"its input '{spec.Name}' has shape {Quote.Shape(spec.Shape)}; expected [batch, heads, past, head size] with fixed "
            + "heads and size");

    private static DataType TypeOf(TensorSpec spec) => spec.Type is DataType.Fp32 or DataType.Fp16
        ? spec.Type
        : throw new ModelLoadException($"'{spec.Name}' has elements of type {spec.Type.Name}; expected FP32 or FP16");
}
