using System.Data.Common;
using Platform.Billing.Drift;

namespace Platform.Billing.Telemetry;

/// <summary>What the last day that was compared says of models. One that is long over says nothing any more.</summary>
internal static class DriftGauges
{
    private const int DaysShown = 3;

    /// <summary>Prometheus' label values are for people here, and no longer than they read.</summary>
    private const int Longest = 160;

    /// <summary>The one that says most, where several say that something drifted.</summary>
    private static readonly string[] _order = ["accuracy", "nulls", "unseen", "range", "psi", "mean"];

    public static async Task<IReadOnlyList<Gauge>> ReadAsync(DbConnection connection, DateTimeOffset now)
    {
        if (await DriftStore.LastDayAsync(connection) is not { } day
            || string.CompareOrdinal(day, DriftStore.Text(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DaysShown))) < 0)
            return [];
        var shapes = await DriftStore.ShapesAsync(connection, day);
        var gauges = new List<Gauge>();
        foreach (var column in (await DriftStore.OfDayAsync(connection, day)).Where(row => row.Feature.Length > 0)
            .GroupBy(row => (row.Model, row.Version, row.Feature)))
        {
            KeyValuePair<string, string>[] labels = [
                new("model", column.Key.Model), new("version", column.Key.Version), new("feature", column.Key.Feature),
            ];
            var alerts = column.Where(row => row.Level == "alert").ToList();
            gauges.Add(new Gauge("billing.drift.level", "", "", alerts.Count > 0 ? 2 : column.Any(row => row.Level == "warn") ? 1 : 0)
            {
                More = labels,
            });
            if (alerts.Count == 0)
                continue;
            var worst = alerts.MinBy(row => Array.IndexOf(_order, row.Statistic) is >= 0 and var place ? place : _order.Length)!;
            var (expected, seen) = shapes.GetValueOrDefault(column.Key)?.Words() ?? ("", "");
            gauges.Add(new Gauge("billing.drift.alert", "", "", worst.Value)
            {
                More = [.. labels, new("statistic", worst.Statistic), new("expected", Cut(expected)), new("seen", Cut(seen))],
            });
        }

        return gauges;
    }

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";
}
