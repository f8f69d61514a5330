using System.Security.Cryptography;

namespace Platform.Gateway.Calls;

/// <summary>
/// Ids of calls, at random. The system is asked for the randomness of many at once: for each by itself it takes longer than a policy.
/// </summary>
internal static class RequestIds
{
    private const int IdBytes = 16;
    private const int Together = 256;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _used;

    public static Guid Next()
    {
        _random ??= new byte[Together * IdBytes];
        if (_used == 0)
            RandomNumberGenerator.Fill(_random);
        var id = new Guid(_random.AsSpan(_used, IdBytes));
        _used = (_used + IdBytes) % _random.Length;
        return id;
    }
}
