using System.Security.Cryptography;

namespace Platform.Gateway.Calls;

/// <summary>Ids of calls, at random. The system is asked for the randomness of many at once: for each by itself it takes longer than a policy.</summary>
internal static class RequestIds
{
    private const int IdBytes = 16;
    private const int Together = 256;

    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_used;

    public static Guid Next()
    {
        t_random ??= new byte[Together * IdBytes];
        if (t_used == 0)
            RandomNumberGenerator.Fill(t_random);
        var id = new Guid(t_random.AsSpan(t_used, IdBytes));
        t_used = (t_used + IdBytes) % t_random.Length;
        return id;
    }
}
