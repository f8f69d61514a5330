using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Billing.Consent;

/// <summary>
/// What subscriptions are called where calls are collected: HMAC-SHA256 of the subscription's id, under a key of the year, which is
/// HMAC-SHA256 of <c>consent 2026</c> under the secret that billing and the servers share. Whoever has the records and no key knows nobody.
/// </summary>
/// <param name="keys">The secret, and the ones before it.</param>
internal sealed class Pseudonyms(IReadOnlyList<byte[]> keys)
{
    public static Pseudonyms From(ConsentOptions options)
        => new([.. new[] { options.CurrentKey, options.FormerKey }.OfType<string>().Select(Convert.FromBase64String)]);

    /// <summary>In lower-case hex.</summary>
    public string Of(string sid, int year) => Of(keys[0], sid, year);

    /// <summary>Under each key that there is.</summary>
    public IEnumerable<string> All(string sid, int fromYear, int toYear)
        => from year in Enumerable.Range(fromYear, toYear - fromYear + 1)
        from key in keys
        select Of(key, sid, year);

    private static string Of(byte[] key, string sid, int year)
    {
        var ofYear = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"consent {year}")));
        return Convert.ToHexStringLower(HMACSHA256.HashData(ofYear, Encoding.UTF8.GetBytes(sid)));
    }
}
