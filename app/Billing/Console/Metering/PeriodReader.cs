using System.Data.Common;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Money;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Metering;

/// <summary>Reads what a subscription used in the period that runs, and prices it.</summary>
internal static class PeriodReader
{
    private const int HoursPerDay = 24;

    private const string Totals =
        """
        SELECT hour AS Hour, model AS Model, calls AS Calls, row_count AS RowCount, compute_us AS Compute, tokens_in AS TokensIn, tokens_out AS TokensOut, CAST(0 AS BIGINT) AS Stored
        FROM usage_total WHERE sid = @sid AND hour >= @from AND hour < @to ORDER BY hour, model
        """;

    private const string Adjustments =
        """
        SELECT hour AS Hour, '' AS Model, calls AS Calls, row_count AS RowCount, compute_us AS Compute, tokens_in AS TokensIn, tokens_out AS TokensOut, stored_bh AS Stored
        FROM usage_adjustment WHERE sid = @sid AND hour >= @from AND hour < @to ORDER BY hour
        """;

    /// <param name="connection">Of the database.</param>
    /// <param name="subscription">Whose.</param>
    /// <param name="now">Within the period.</param>
    public static async Task<PeriodView> ReadAsync(DbConnection connection, Subscription subscription, DateTimeOffset now)
    {
        var hour = Math.Max(subscription.Anchor, Hours.Of(now));
        var period = Period.At(
            subscription.Anchor,
            Math.Min(
                hour, (subscription.Ended ?? long.MaxValue) - 1 is var last && last >= subscription.Anchor ? last : subscription.Anchor));
        var of = new { sid = subscription.Sid, from = period.Start, to = period.End };
        var rows = (await connection.QueryAsync<(long Hour, string Model, long Calls, long RowCount, long Compute, long TokensIn,
            long TokensOut, long Stored)>(Totals, of)).Select(Row.Of).ToList();
        List<Row> counted =
        [
            .. rows,
            .. (await connection.QueryAsync<(long Hour, string Model, long Calls, long RowCount, long Compute, long TokensIn,
                long TokensOut, long Stored)>(Adjustments, of)).Select(Row.Of),
        ];
        var (indexes, isEstimated) = await IndexesAsync(connection, subscription, period);
        var usage = counted.Where(row => row.Hour < (subscription.Ended ?? long.MaxValue)).GroupBy(row => row.Hour)
            .OrderBy(same => same.Key).Select(same => Sum(same.Key, same)).ToList();
        var stored = (await StoredStore.ReadAsync(connection, [subscription.Sid], hour + 1))[subscription.Sid].ToList();
        var rated = Rate([.. usage, .. Kept(hour + 1)]);
        // What is kept now stays, as far as is known
        var forecast = Rate([.. usage, .. Rest(period, usage, hour, subscription.Ended), .. Kept(long.MaxValue)]);
        return new PeriodView(
            period, subscription.Phases[0].Plan.Currency, Micros(rated), Micros(forecast),
            [.. States(rated, forecast, subscription, usage)],
            [
                .. Days(rows).Concat(StoredDays(stored, period, Math.Min(hour + 1, subscription.Ended ?? long.MaxValue)))
                .OrderBy(day => day.Day),
            ], isEstimated);

        IEnumerable<HourlyUsage> Kept(long end)
            => StoredUsage.Of(stored, period, subscription.Phases, Math.Min(end, subscription.Ended ?? long.MaxValue));
        IReadOnlyList<RatedLine> Rate(IReadOnlyList<HourlyUsage> hours)
            => Rater.Rate(period, subscription.Phases, hours, indexes, subscription.Ended);
    }

    private static IEnumerable<MeterState> States(
        IReadOnlyList<RatedLine> rated, IReadOnlyList<RatedLine> forecast, Subscription subscription, List<HourlyUsage> usage)
    {
        var now = subscription.At(rated.Count > 0 ? rated[^1].FromHour : subscription.Anchor).Plan;
        foreach (var name in rated.Select(line => line.Item).Where(item => item != "fixed").Distinct())
        {
            var meter = Enum.GetValues<Meter>().First(one => one.Name == name);
            yield return new MeterState(
                meter, rated.Where(line => line.Item == name).Sum(line => line.Quantity) / meter.Per,
                now.Meters.FirstOrDefault(price => price.Meter == meter)?.Included ?? 0,
                forecast.Where(line => line.Item == name).Sum(line => line.Quantity) / meter.Per);
        }

        if (!rated.Any(line => line.Item == Meter.Calls.Name))
            yield return new MeterState(Meter.Calls, usage.Sum(hour => hour.Calls), 0, usage.Sum(hour => hour.Calls));
    }

    /// <summary>What is still to come in the last hour, where the period goes on as it began; a day of usage at least says how.</summary>
    private static IEnumerable<HourlyUsage> Rest(Period period, List<HourlyUsage> usage, long hour, long? ended)
    {
        var (past, left) = (Math.Max(24, hour + 1 - period.Start), period.End - hour - 1);
        if (usage.Count == 0 || left <= 0 || ended is not null)
            yield break;
        yield return new HourlyUsage(
            period.End - 1, More(each => each.Calls), More(each => each.Rows), More(each => each.ComputeMicros),
            More(each => each.TokensIn), More(each => each.TokensOut));

        long More(Func<HourlyUsage, long> of) => Math.Max(0, (long)((Int128)usage.Sum(of) * left / past));
    }

    /// <summary>An index without a value for the month is taken as 1, and said.</summary>
    private static async Task<(IReadOnlyList<IndexValue> Indexes, bool IsEstimated)> IndexesAsync(
        DbConnection connection, Subscription subscription, Period period)
    {
        var known = await PhaseReader.IndexesAsync(connection, period.Start);
        var missing = subscription.Phases.SelectMany(phase => phase.Plan.Meters).Select(meter => meter.Index).OfType<string>().Distinct()
            .Where(name => known.All(value => value.Name != name)).ToList();
        return ([.. known, .. missing.Select(name => new IndexValue(name, 1_000_000))], missing.Count > 0);
    }

    private static long Micros(IReadOnlyList<RatedLine> lines)
        => (long)Pico.DivideRounded(lines.Aggregate(Int128.Zero, (sum, line) => sum + line.ExactPico), Pico.PerMicro);

    private static HourlyUsage Sum(long hour, IEnumerable<Row> rows) => rows.Aggregate(
        new HourlyUsage(hour, 0, 0, 0, 0, 0),
        (sum, row) => new(
            hour, sum.Calls + row.Calls, sum.Rows + row.RowCount, sum.ComputeMicros + row.Compute, sum.TokensIn + row.TokensIn,
            sum.TokensOut + row.TokensOut, sum.ByteHours + row.Stored));

    private static IReadOnlyList<DayUsage> Days(List<Row> rows)
    => [
        .. rows.GroupBy(row => (Day: DateOnly.FromDateTime(Hours.ToTime(row.Hour).UtcDateTime), row.Model)).OrderBy(
            same => same.Key.Day).ThenBy(same => same.Key.Model, StringComparer.Ordinal)
            .Select(same => new DayUsage(
                same.Key.Day, same.Key.Model, same.Sum(row => row.Calls), same.Sum(row => row.RowCount), same.Sum(row => row.Compute),
                same.Sum(row => row.TokensIn),
                same.Sum(row => row.TokensOut))),
    ];

    /// <summary>By what keeps it.</summary>
    private static IEnumerable<DayUsage> StoredDays(List<StoredLevel> levels, Period period, long end)
        => from source in levels.GroupBy(level => level.Source)
        from day in StoredUsage.Of(source, period, [.. Midnights(period)], end)
            .GroupBy(usage => DateOnly.FromDateTime(Hours.ToTime(usage.Hour).UtcDateTime))
        select new DayUsage(day.Key, source.Key, 0, 0, 0, 0, 0, day.Sum(usage => usage.ByteHours));

    private static IEnumerable<long> Midnights(Period period)
    {
        for (var hour = period.Start / HoursPerDay * HoursPerDay; hour < period.End; hour += HoursPerDay)
            yield return hour;
    }

    private sealed record Row(long Hour, string Model, long Calls, long RowCount, long Compute, long TokensIn, long TokensOut, long Stored)
    {
        public static Row Of(
            (long Hour, string Model, long Calls, long RowCount, long Compute, long TokensIn, long TokensOut, long Stored) row)
            => new(row.Hour, row.Model, row.Calls, row.RowCount, row.Compute, row.TokensIn, row.TokensOut, row.Stored);
    }
}
