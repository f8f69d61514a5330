using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Inference.Collection;

/// <summary>
/// What subscriptions are called in records, as docs/customers.md has it: HMAC-SHA256 under the key of the year. Those of a year are kept,
/// as one call after another is of the same subscription.
/// </summary>
internal sealed class Pseudonyms
{
    /// <summary>Kept at most; whoever sends made-up subscriptions past a gateway fills no memory.</summary>
    private const int Most = 1 << 16;

    private readonly byte[] _ofYear;
    private readonly byte[] _ofFeedback;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private int _count;

    public Pseudonyms(byte[] key, int year)
    {
        Year = year;
        _ofYear = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"consent {year}")));
        _ofFeedback = HMACSHA256.HashData(key, "feedback"u8);
    }

    public int Year { get; }

    /// <summary>In lower-case hex.</summary>
    public string Of(string subscription)
    {
        if (_known.TryGetValue(subscription, out var pseudonym))
            return pseudonym;
        pseudonym = Convert.ToHexStringLower(HMACSHA256.HashData(_ofYear, Encoding.UTF8.GetBytes(subscription)));
        if (Volatile.Read(ref _count) < Most && _known.TryAdd(subscription, pseudonym))
            Interlocked.Increment(ref _count);
        return pseudonym;
    }

    /// <summary>Proves that this server, or one with its key, gave something out to a subscription.</summary>
    public string Seal(string subscription, string what)
        => Convert.ToHexStringLower(HMACSHA256.HashData(_ofFeedback, Encoding.UTF8.GetBytes($"{subscription}\n{what}")).AsSpan(0, 8));
}
