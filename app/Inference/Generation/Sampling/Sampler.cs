using System.Numerics.Tensors;
using System.Security.Cryptography;

namespace Platform.Inference.Generation.Sampling;

/// <summary>Chooses the tokens of one text. What it has drawn depends on its seed, and on no other caller.</summary>
internal sealed class Sampler
{
    private readonly SamplingSettings _settings;
    private readonly Draws _draws;
    private readonly Penalties? _penalties;

    public Sampler(SamplingSettings settings, ReadOnlySpan<int> prompt)
    {
        _settings = settings;
        _draws = new Draws((ulong)(settings.Seed ?? BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)))));
        _penalties = settings.HasPenalties ? new Penalties(settings, prompt) : null;
    }

    /// <param name="logits">Of every token; penalties are taken from them.</param>
    /// <param name="scratch">Room that callers of one thread share.</param>
    /// <param name="given">The token, where it is not this one's to choose.</param>
    public int Next(Span<float> logits, SamplerScratch scratch, int? given = null)
    {
        _penalties?.Apply(logits);
        var token = given ?? (_settings.Temperature == 0 ? Likeliest(logits) : Draw(logits, scratch));
        _penalties?.Add(token);
        return token;
    }

    /// <summary>The first of the largest; what is no number counts only where nothing else is there.</summary>
    public static int Likeliest(ReadOnlySpan<float> values)
    {
        var best = TensorPrimitives.IndexOfMax(values);
        if (!float.IsNaN(values[best]))
            return best;
        for (var i = 0; i < values.Length; i++)
            if (values[i] > values[best] || (float.IsNaN(values[best]) && !float.IsNaN(values[i])))
                best = i;
        return best;
    }

    private int Draw(ReadOnlySpan<float> logits, SamplerScratch scratch)
    {
        FindCandidates(logits, scratch);
        var rest = _draws.Next() * scratch.Total;
        for (var i = 0; i < scratch.Count; i++)
            if ((rest -= scratch.Weights[i]) < 0)
                return scratch.Ids[i];
        return scratch.Ids[0];
    }

    /// <summary>Those that may be drawn, with their probabilities in the measure of the likeliest one's.</summary>
    private void FindCandidates(ReadOnlySpan<float> logits, SamplerScratch scratch)
    {
        scratch.Clear(logits.Length);
        var likeliest = Likeliest(logits);
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = MathF.Exp((logits[i] - logits[likeliest]) / _settings.Temperature);
            if (weight >= _settings.MinP && weight > 0)
                scratch.Add(i, weight);
        }

        // Logits that are no numbers leave nothing to draw.
        if (scratch.Count == 0)
            scratch.Add(likeliest, 1);
        if (_settings.TopK > 0)
            scratch.KeepLargest(_settings.TopK);
        if (_settings.TopP == 1)
            return;
        var all = scratch.Total;
        // All tokens of less than this have together less than top-p leaves out, and need not be sorted.
        scratch.DropBelow((float)((1 - _settings.TopP) * all / scratch.Count));
        scratch.KeepUpTo(_settings.TopP * all);
    }
}
