using System.Collections.Concurrent;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What was used in the current window, by key.</summary>
internal sealed class QuotaCounters(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, FixedWindow> _windows = new(StringComparer.Ordinal);

    public TimeProvider Clock => clock;

    public FixedWindow Of(string key) => _windows.GetOrAdd(key, _ => new FixedWindow());
}
