using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>The periods of <c>token-quota-period</c>, as the calendar has them in UTC; weeks begin on Monday.</summary>
internal static class TokenQuotaPeriod
{
    public static string[] Names { get; } = ["Hourly", "Daily", "Weekly", "Monthly", "Yearly"];

    public static QuotaPeriod Of(string name, DateTime now)
    {
        var day = now.Date;
        var (start, end) = name switch
        {
            "Hourly" => (day.AddHours(now.Hour), day.AddHours(now.Hour + 1)),
            "Daily" => (day, day.AddDays(1)),
            "Weekly" => Week(day.AddDays(-((int)day.DayOfWeek + 6) % 7)),
            "Monthly" => Month(day.AddDays(1 - day.Day)),
            "Yearly" => (new(now.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(now.Year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no token-quota-period"),
        };
        return new(start.Ticks, start, end);
    }

    private static (DateTime, DateTime) Week(DateTime monday) => (monday, monday.AddDays(7));

    private static (DateTime, DateTime) Month(DateTime first) => (first, first.AddMonths(1));
}
