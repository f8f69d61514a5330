using System.Globalization;
using Platform.Billing.Money;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Console;

/// <summary>Numbers, money and times as customers read them. Times are UTC, as periods are.</summary>
internal static class Shown
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    public static string Number(long number) => number.ToString("N0", _culture);

    /// <summary>An amount of an invoice, in the currency's own decimals; what is smaller is rounded as an invoice would round it.</summary>
    public static string Money(long micros, string currency)
    {
        var of = Currencies.Find(currency);
        var rounded = (long)Pico.DivideRounded(micros, of.SmallestMicros) * of.SmallestMicros;
        var text = of.Format(rounded);
        var whole = text.Split('.');
        return $"{(long.Parse(whole[0], _culture)).ToString("N0", _culture)}{(whole.Length > 1 ? $".{whole[1]}" : "")} {currency}".Insert(
            0, text.StartsWith("-0", StringComparison.Ordinal) ? "-" : "");
    }

    /// <summary>The price of a single unit, with as many decimals as it has.</summary>
    public static string Price(long pico, string currency)
        => $"{(pico / (decimal)Pico.PerUnit).ToString("0.############", _culture)} {currency}";

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", _culture);

    public static string Day(DateOnly day) => day.ToString("d MMM", _culture);

    public static string Hour(long hour) => Hours.ToTime(hour).UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", _culture);

    public static string Time(long milliseconds)
        => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", _culture);

    public static string Place(double place) => place.ToString("0.##", _culture);

    public static string Percent(double part) => part.ToString("0.0 %", _culture);

    public static string Name(Meter meter) => meter switch
    {
        Meter.Calls => Texts.Calls,
        Meter.Rows => Texts.Rows,
        Meter.Compute => Texts.Compute,
        Meter.TokensIn => Texts.TokensIn,
        Meter.TokensOut => Texts.TokensOut,
        _ => Texts.Storage,
    };

    /// <summary>What one more of a meter costs.</summary>
    public static string Unit(Meter meter) => meter switch
    {
        Meter.Calls => Texts.PerCall,
        Meter.Rows => Texts.PerRow,
        Meter.Compute => Texts.PerSecond,
        Meter.Storage => Texts.PerGigabyteHour,
        Meter.TokensIn => Texts.PerThousandRead,
        _ => Texts.PerThousandWritten,
    };

    /// <summary>A number of a meter's units, in a sentence.</summary>
    public static string Amount(Meter meter, long number) => $"{Number(number)} {meter switch
    {
        Meter.Calls => Texts.SomeCalls,
        Meter.Rows => Texts.SomeRows,
        Meter.Compute => Texts.SomeCompute,
        Meter.TokensIn => Texts.SomeRead,
        Meter.TokensOut => Texts.SomeWritten,
        _ => Texts.SomeStorage,
    }}";

    /// <summary>How many units of a meter a price is shown for.</summary>
    public static long Units(Meter meter) => meter is Meter.Calls or Meter.Rows or Meter.Storage ? 1 : 1000;
}
