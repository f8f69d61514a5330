using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>When the cluster runs, in UTC, from Monday to Friday; at all other times it is stopped, and its nodes cost nothing.</summary>
internal sealed record ClusterHours(TimeOnly From, TimeOnly To)
{
    /// <summary>
    /// A window of upgrades takes four hours, and the cluster a while to be there:
    /// https://learn.microsoft.com/azure/aks/planned-maintenance.
    /// </summary>
    private const int Fewest = 5;

    public static IReadOnlyList<DayOfWeek> Days { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <returns>Null where it always runs.</returns>
    public static ClusterHours? Read(SettingsReader settings) => Parse(settings.Text(
        new(
            "clusterHours",
            "Hours of working days in UTC when the cluster runs, such as 07:00-19:00; at all others it is stopped and answers "
            + "nobody; empty for always"),
        $"hours of working days in UTC, {Fewest} or more, such as 07:00-19:00; or nothing",
        value => value.Length == 0 || Parse(value) is not null, "",
        "07:00-19:00"));

    private static ClusterHours? Parse(string text)
        => text.Split('-') is [var from, var to] && Time(from) is { } start && Time(to) is { } end && (end - start).TotalHours >= Fewest
        && end > start
            ? new(start, end)
            : null;

    private static TimeOnly? Time(string text)
        => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
