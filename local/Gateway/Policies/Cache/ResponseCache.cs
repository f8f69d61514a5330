using System.Collections.Concurrent;

namespace Platform.Gateway.Policies.Cache;

/// <summary>The cache that is built in. What is over is taken out as soon as somebody stores.</summary>
internal sealed class ResponseCache(TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, CachedAnswer> _answers = new(StringComparer.Ordinal);

    public CachedAnswer? Find(string key)
        => _answers.TryGetValue(key, out var answer) && answer.Until > clock.GetUtcNow() ? answer : null;

    public void Store(string key, CachedAnswer answer)
    {
        foreach (var (old, kept) in _answers)
            if (kept.Until <= clock.GetUtcNow())
                _answers.TryRemove(old, out _);
        if (_answers.Count < Most)
            _answers[key] = answer;
    }
}
