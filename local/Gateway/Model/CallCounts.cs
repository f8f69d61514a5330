using System.Collections.Concurrent;

namespace Platform.Gateway.Model;

/// <summary>How often each subscription called on each day, as far back as the service's reports go.</summary>
internal sealed class CallCounts
{
    // https://learn.microsoft.com/azure/api-management/api-management-howto-use-analytics
    private const int Days = 90;

    private readonly ConcurrentDictionary<DateOnly, ConcurrentDictionary<string, CallCounter>> _days = new();

    public void Add(DateTime time, string subscription, int status)
    {
        var day = DateOnly.FromDateTime(time);
        if (!_days.TryGetValue(day, out var counts))
        {
            counts = _days.GetOrAdd(day, _ => new(StringComparer.Ordinal));
            foreach (var old in _days.Keys.Where(each => each < day.AddDays(-Days)))
                _days.TryRemove(old, out _);
        }

        counts.GetOrAdd(subscription, static _ => new()).Add(status);
    }

    public IEnumerable<(string Subscription, CallCount Count)> Between(DateOnly from, DateOnly to) => _days
        .Where(day => day.Key >= from && day.Key <= to)
        .SelectMany(day => day.Value)
        .GroupBy(each => each.Key, each => each.Value.Count)
        .OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => (each.Key, each.Aggregate((one, other) => one.Plus(other))));
}
