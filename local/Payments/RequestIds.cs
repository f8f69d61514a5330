namespace Platform.Payments;

/// <summary>Answers by <c>PayPal-Request-Id</c>, for as long as each API keeps them. The same id gives the first answer again.</summary>
internal sealed class RequestIds(TimeProvider time)
{
    private readonly Dictionary<(string Api, string Id), (Answer Answer, DateTimeOffset At)> _answers = [];

    /// <summary>How long an API knows a call.</summary>
    public static TimeSpan LifeOf(string api) => api switch
    {
        "vault" => TimeSpan.FromHours(3),
        "orders" => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(45),
    };

    public Answer? Find(string api, string id) =>
        _answers.TryGetValue((api, id), out var kept) && time.GetUtcNow() - kept.At < LifeOf(api) ? kept.Answer : null;

    public void Keep(string api, string id, Answer answer) => _answers[(api, id)] = (answer, time.GetUtcNow());
}
