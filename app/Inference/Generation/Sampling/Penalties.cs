namespace Platform.Inference.Generation.Sampling;

/// <summary>Makes tokens less likely that a text has already.</summary>
internal sealed class Penalties
{
    private readonly SamplingSettings _settings;
    private readonly HashSet<int> _prompt;
    private readonly Dictionary<int, int> _counts = [];

    public Penalties(SamplingSettings settings, ReadOnlySpan<int> prompt)
    {
        _settings = settings;
        _prompt = settings.RepetitionPenalty == 1 ? [] : [.. prompt];
    }

    public void Add(int token)
    {
        _counts[token] = _counts.GetValueOrDefault(token) + 1;
        _prompt.Remove(token);
    }

    public void Apply(Span<float> logits)
    {
        foreach (var token in _prompt)
            Repel(ref logits[token]);
        foreach (var (token, count) in _counts)
        {
            Repel(ref logits[token]);
            logits[token] -= _settings.PresencePenalty + (count * _settings.FrequencyPenalty);
        }
    }

    private void Repel(ref float logit) => logit = logit > 0 ? logit / _settings.RepetitionPenalty : logit * _settings.RepetitionPenalty;
}
