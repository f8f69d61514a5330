using Platform.Billing.Money;

namespace Platform.Billing.Rating;

/// <summary>Time in whole hours since 1970 in UTC, the unit of phases and usage; customers' zones only format.</summary>
internal static class Hours
{
    private const long MillisecondsPerHour = 3_600_000;

    public static long OfMilliseconds(long unixMilliseconds) => (long)Pico.DivideDown(unixMilliseconds, MillisecondsPerHour);

    public static long Of(DateTimeOffset time) => OfMilliseconds(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset ToTime(long hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * MillisecondsPerHour);
}
