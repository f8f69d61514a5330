using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Metering;

/// <summary>Usage by day as bars, a part for each model: places in a picture of fixed size, which scales.</summary>
internal sealed class UsageChart
{
    public const int Width = 720, Height = 200, Left = 56, Bottom = 24, Top = 10;

    /// <summary>More models than colours share the last one.</summary>
    public const int Colours = 5;

    private UsageChart(
        IReadOnlyList<string> models, IReadOnlyList<Bar> bars, IReadOnlyList<(double Y, long Value)> lines,
        IReadOnlyList<(double X, DateOnly Day)> days)
        => (Models, Bars, Lines, Days) = (models, bars, lines, days);

    public IReadOnlyList<string> Models { get; }

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>Where a line is drawn across, and for which value.</summary>
    public IReadOnlyList<(double Y, long Value)> Lines { get; }

    /// <summary>Where a day is named.</summary>
    public IReadOnlyList<(double X, DateOnly Day)> Days { get; }

    /// <summary>Of a meter, in its units: milliseconds of compute, gigabyte-hours of storage.</summary>
    public static UsageChart Of(PeriodView view, Meter meter)
    {
        var first = DateOnly.FromDateTime(Hours.ToTime(view.Period.Start).UtcDateTime);
        var count = DateOnly.FromDateTime(Hours.ToTime(view.Period.End - 1).UtcDateTime).DayNumber - first.DayNumber + 1;
        // What is kept has no models
        var shown = view.Days.Where(day => day.ByteHours > 0 == (meter == Meter.Storage)).ToList();
        string[] models = [
            .. shown.GroupBy(day => day.Model).OrderByDescending(same => same.Sum(day => ValueOf(day, meter))).Select(same => same.Key),
        ];
        var top = Round(shown.GroupBy(day => day.Day).Select(same => same.Sum(day => ValueOf(day, meter))).DefaultIfEmpty(0).Max());
        var (step, scale) = ((double)(Width - Left) / count, (double)(Height - Top - Bottom) / top);
        var bars = new List<Bar>();
        foreach (var day in shown.GroupBy(day => day.Day))
        {
            var y = (double)(Height - Bottom);
            foreach (var part in day.OrderBy(part => Array.IndexOf(models, part.Model)))
            {
                var height = ValueOf(part, meter) * scale;
                y -= height;
                bars.Add(new Bar(
                    Left + (day.Key.DayNumber - first.DayNumber) * step + step * .15, y, step * .7, height,
                    Math.Min(Array.IndexOf(models, part.Model), Colours - 1), part,
                    ValueOf(part, meter)));
            }
        }

        return new UsageChart(
            models, bars, [.. new[] { top, top / 2 }.Distinct().Select(value => (Height - Bottom - value * scale, value))],
            [.. Enumerable.Range(0, count).Where(day => day % 7 == 0).Select(day => (Left + (day + .5) * step, first.AddDays(day)))]);
    }

    public static long ValueOf(DayUsage day, Meter meter) => meter switch
    {
        Meter.Calls => day.Calls,
        Meter.Rows => day.Rows,
        Meter.Compute => day.ComputeMicros / meter.Per,
        Meter.TokensIn => day.TokensIn,
        Meter.TokensOut => day.TokensOut,
        _ => day.ByteHours / meter.Per,
    };

    /// <summary>The next of 2, 4, 10, 20, 40, 100 …: a value whose half is whole too.</summary>
    private static long Round(long value)
    {
        for (var top = 1L; ; top *= 10)
            foreach (var factor in (ReadOnlySpan<long>)[2, 4, 10])
                if (top * factor >= value)
                    return top * factor;
    }

    /// <summary>A model's part of a day.</summary>
    /// <param name="Colour">From 0.</param>
    internal sealed record Bar(double X, double Y, double Width, double Height, int Colour, DayUsage Day, long Value);
}
