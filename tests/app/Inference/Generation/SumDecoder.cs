using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Tensors;

namespace Platform.Inference.Tests.Generation;

/// <summary>
/// A decoder whose next token is the sum of all tokens before and one, within its vocabulary: it shows at once when a token of the cache is
/// lost, doubled or another text's.
/// </summary>
internal sealed class SumDecoder : IDecoder
{
    public const int Vocabulary = 260;

    /// <summary>How many rows, and tokens of each, every run had.</summary>
    public List<(int Rows, int Tokens)> Runs { get; } = [];

    /// <summary>Runs of these fail.</summary>
    public Func<DecoderStep, bool> Fails { get; set; } = _ => false;

    public DecoderPorts Ports { get; } = new(
        ["input_ids", "attention_mask", "past_key_values.0.key", "past_key_values.0.value"], ["logits", "present.0.key", "present.0.value"],
        HasPositions: false, [(2, 3), (2, 3)], DataType.Fp32, DataType.Fp32, Vocabulary);

    /// <summary>What comes after these tokens.</summary>
    public static int[] After(IEnumerable<int> prompt, int count)
    {
        var tokens = prompt.ToList();
        var given = tokens.Count;
        for (var i = 0; i < count; i++)
            tokens.Add((tokens.Sum() + 1) % Vocabulary);
        return [.. tokens.Skip(given)];
    }

    public KeyValues Read(DecoderStep step, KeyValues past, Span<float> logits)
    {
        Runs.Add((step.Rows, step.Tokens));
        if (Fails(step))
            throw new InvalidOperationException("the run fails, as the test wants it");
        var present = KeyValues.Create(Ports, step.Rows, step.Total);
        foreach (var (before, after) in past.Values.Zip(present.Values))
            Append(step, Floats(before), Floats(after));
        for (var row = 0; row < step.Rows; row++)
        {
            var next = Next(step, Floats(present.Values[1]), row);
            for (var token = 0; token < Vocabulary; token++)
                logits[(row * Vocabulary) + token] = -Math.Abs(next - token);
        }

        return present;
    }

    /// <summary>Every number of a token's keys is the token.</summary>
    private static void Append(DecoderStep step, Span<float> before, Span<float> after)
    {
        for (var row = 0; row < step.Rows * 2; row++)
        {
            var past = step.Total - step.Tokens;
            before.Slice(row * past * 3, past * 3).CopyTo(after[(row * step.Total * 3)..]);
            for (var i = 0; i < step.Tokens * 3; i++)
                after[(((row * step.Total) + past) * 3) + i] = step.Ids.Span[((row / 2) * step.Tokens) + (i / 3)];
        }
    }

    /// <summary>From the second head, and of it the last number.</summary>
    private static int Next(DecoderStep step, Span<float> values, int row)
    {
        var sum = 1L;
        for (var i = 0; i < step.Total; i++)
        {
            var value = values[(((((row * 2) + 1) * step.Total) + i) * 3) + 2];
            // What fills rows up must be a number, as a graph multiplies it by 0.
            if (!float.IsFinite(value))
                throw new InvalidDataException($"row {row} has {value} at {i}");
            sum += step.Mask.Span[(row * step.Total) + i] * (long)value;
        }

        return (int)(sum % Vocabulary);
    }

    private static Span<float> Floats(OrtValue value) => MemoryMarshal.Cast<byte, float>(value.GetTensorMutableRawData());
}
