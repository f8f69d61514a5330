using System.Data.Common;
using Dapper;
using Platform.Billing.Drift;

namespace Platform.Billing.Console.Operators;

/// <summary>Reads a day of drift for its page.</summary>
internal static class DriftPageReader
{
    private const int DaysShown = 30;

    private static readonly string[] _levels = ["alert", "warn", "ok", "none"];

    /// <param name="connection">To the database.</param>
    /// <param name="asked">A day; the last one where it is empty, or none that was compared.</param>
    public static async Task<DriftPageModel> ReadAsync(DbConnection connection, string asked)
    {
        string[] days = [
            .. await connection.QueryAsync<string>("SELECT day FROM drift_day ORDER BY day DESC LIMIT @DaysShown", new { DaysShown }),
        ];
        if (days.Length == 0)
            return new DriftPageModel(null, [], []);
        var day = days.Contains(asked) ? asked : days[0];
        var shapes = await DriftStore.ShapesAsync(connection, day);
        return new DriftPageModel(day, days,
        [
            .. from version in (await DriftStore.OfDayAsync(connection, day)).GroupBy(row => (row.Model, row.Version))
               select new DriftPageModel.Version(
                   version.Key.Model, version.Key.Version, shapes.GetValueOrDefault((version.Key.Model, version.Key.Version, ""))?.Note,
                   [
                       .. from column in version.Where(row => row.Feature.Length > 0).GroupBy(row => row.Feature)
                          let shape = shapes.GetValueOrDefault((version.Key.Model, version.Key.Version, column.Key))
                          let level = _levels.First(level => level == "none" || column.Any(row => row.Level == level))
                          orderby Array.IndexOf(_levels, level), column.Key
                          select new DriftPageModel.Column(
                              column.Key, level, [.. column], shape, shape is null ? null : DriftChart.Of(shape)),
                   ]),
        ]);
    }
}
