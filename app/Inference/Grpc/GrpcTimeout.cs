using System.Globalization;

namespace Platform.Inference.Grpc;

/// <summary>How long the caller waits for the answer, as the call's metadata say.</summary>
internal static class GrpcTimeout
{
    private const int MostDigits = 8;

    /// <summary>Longer is as good as for ever, and would be more than ticks of a clock can say.</summary>
    private static readonly TimeSpan _most = TimeSpan.FromDays(1);

    /// <returns>Null where nothing is said, or nothing that can be read, which counts as nothing.</returns>
    /// <seealso href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests"/>
    public static TimeSpan? Of(IHeaderDictionary metadata)
    {
        string? given = metadata.GrpcTimeout;
        if (given is not { Length: > 1 and <= MostDigits + 1 }
            || !int.TryParse(given.AsSpan(0, given.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        var timeout = given[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => default(TimeSpan?),
        };
        return timeout > _most ? _most : timeout;
    }
}
