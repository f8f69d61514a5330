using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>All that the stand-in for Stripe knows, in memory.</summary>
internal sealed class StripeState(TimeProvider time)
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 24;
    private long _made;

    /// <summary>After which something shows in a search.</summary>
    public static readonly TimeSpan SearchLag = TimeSpan.FromMinutes(1);

    /// <summary>For how long a call is known by its key.</summary>
    public static readonly TimeSpan KeyLives = TimeSpan.FromHours(24);

    public Lock Gate { get; } = new();

    public HashSet<string> Customers { get; } = [];

    public List<Session> Sessions { get; } = [];

    /// <summary>Payment methods by id, with their customers.</summary>
    public Dictionary<string, string> Methods { get; } = [];

    public List<Intent> Intents { get; } = [];

    public List<StripeRefund> Refunds { get; } = [];

    public List<StripeDispute> Disputes { get; } = [];

    /// <summary>Answers by idempotency key, with the parameters that they answered.</summary>
    public Dictionary<string, (string Parameters, Answer Answer, DateTimeOffset At)> Keys { get; } = [];

    public HashSet<string> Running { get; } = [];

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A prefix and 24 letters and digits; each once.</summary>
    public string NextId(string prefix)
    {
        var (id, rest) = (new char[IdLength], (ulong)(++_made) * 0x9E3779B97F4A7C15);
        for (var i = 0; i < IdLength; i++)
        {
            id[i] = Letters[(int)(rest % (ulong)Letters.Length)];
            rest = rest / (ulong)Letters.Length ^ rest << 40 ^ (ulong)_made;
        }

        return $"{prefix}_{new string(id)}";
    }
}
