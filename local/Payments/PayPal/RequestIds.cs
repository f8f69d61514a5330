using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>Answers by <c>PayPal-Request-Id</c>, for as long as each API keeps them. The same id gives the first answer again.</summary>
internal sealed class RequestIds(TimeProvider time)
{
    private readonly Dictionary<(string Api, string Id), (Answer Answer, string Body, DateTimeOffset At)> _answers = [];

    /// <summary>How long an API knows a call.</summary>
    public static TimeSpan LifeOf(string api) => api switch
    {
        "vault" => TimeSpan.FromHours(3),
        "orders" => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(45),
    };

    private readonly HashSet<(string Api, string Id)> _running = [];

    /// <summary>A call begins, which <see cref="End"/> ends.</summary>
    /// <returns>False while the first one under its id runs.</returns>
    public bool TryBegin(string api, string id)
    {
        lock (_running)
            return _running.Add((api, id));
    }

    public void End(string api, string id)
    {
        lock (_running)
            _running.Remove((api, id));
    }

    /// <summary>The first answer, and what it answered.</summary>
    public (Answer Answer, string Body)? Find(string api, string id)
        => _answers.TryGetValue((api, id), out var kept) && time.GetUtcNow() - kept.At < LifeOf(api) ? (kept.Answer, kept.Body) : null;

    public void Keep(string api, string id, (Answer Answer, string Body) call)
        => _answers[(api, id)] = (call.Answer, call.Body, time.GetUtcNow());
}
