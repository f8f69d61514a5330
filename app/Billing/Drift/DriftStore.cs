using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Drift;

/// <summary>Drift in the database.</summary>
internal static class DriftStore
{
    /// <summary>Numbers are kept in whole ones of it.</summary>
    public const double Units = 1e12;

    /// <summary>What is more fits no whole number; nobody asks how much more.</summary>
    private const double Most = 1e6;

    private const string Rows =
        "SELECT model AS Model, version AS Version, day AS Day, feature AS Feature, statistic AS Statistic, value_e12 AS ValueE12, p_e12 "
        + "AS PE12, n AS N, level AS Level FROM drift";

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Of the last ones, those that have not been compared.</summary>
    public static async Task<IReadOnlyList<DateOnly>> MissingAsync(DbConnection connection, DateOnly last, int count)
    {
        var done = (await connection.QueryAsync<string>("SELECT day FROM drift_day")).ToHashSet();
        return [.. Enumerable.Range(0, count).Select(back => last.AddDays(-back)).Where(day => !done.Contains(Text(day))).Order()];
    }

    /// <summary>How many labels came back before, and how many answers were right.</summary>
    public static async Task<(long Labelled, double Right)> AccuracyBeforeAsync(
        DbConnection connection, (string Model, string Version) version, DateOnly day, int days)
    {
        var rows = await connection.QueryAsync<(long Value, long N)>(
            """
            SELECT value_e12, n FROM drift
            WHERE model = @Model AND version = @Version AND feature = 'feedback.label' AND statistic = 'accuracy' AND day < @until AND day >= @from
            """,
            new { version.Model, version.Version, until = Text(day), from = Text(day.AddDays(-days)) });
        return rows.Aggregate((0L, 0d), (sum, row) => (sum.Item1 + row.N, sum.Item2 + (row.Value / Units * row.N)));
    }

    /// <summary>Writes a day, instead of what was there of it.</summary>
    public static async Task WriteAsync(DbTransaction transaction, DateOnly day, IReadOnlyList<DriftReport> reports, DateTimeOffset now)
    {
        var connection = transaction.Connection!;
        var of = new { day = Text(day), at = now.ToUnixTimeMilliseconds(), versions = (long)reports.Count };
        await connection.ExecuteAsync("DELETE FROM drift WHERE day = @day", of, transaction);
        await connection.ExecuteAsync("DELETE FROM drift_shape WHERE day = @day", of, transaction);
        await transaction.InsertAsync("INSERT INTO drift (model, version, day, feature, statistic, value_e12, p_e12, n, level)",
        [
            .. from report in reports
               from finding in report.Findings
               select (object?[])[
                   report.Model, report.Version, of.day, finding.Feature, finding.Statistic, Whole(finding.Value), Whole(finding.P),
                   finding.N, Word(finding.Level),
               ],
        ]);
        await transaction.InsertAsync("INSERT INTO drift_shape (model, version, day, feature, shape)",
        [
            .. from report in reports
               from shape in report.Shapes
               select (object?[])[
                   report.Model, report.Version, of.day, shape.Feature, JsonSerializer.Serialize(shape.Shape, DriftJson.Default.DriftShape),
               ],
        ]);
        await connection.ExecuteAsync(
            "INSERT INTO drift_day (day, at, versions) VALUES (@day, @at, @versions) ON CONFLICT (day) DO UPDATE SET at = excluded.at, "
            + "versions = excluded.versions", of, transaction);
    }

    /// <summary>The last day that was compared; null before the first.</summary>
    public static Task<string?> LastDayAsync(DbConnection connection)
        => connection.ExecuteScalarAsync<string?>("SELECT MAX(day) FROM drift_day");

    public static async Task<IReadOnlyList<DriftRow>> OfDayAsync(DbConnection connection, string day)
        => [.. await connection.QueryAsync<DriftRow>($"{Rows} WHERE day = @day ORDER BY model, version, feature, statistic", new { day })];

    public static async Task<IReadOnlyDictionary<(string Model, string Version, string Feature), DriftShape>> ShapesAsync(
        DbConnection connection, string day)
        => (await connection.QueryAsync<(string Model, string Version, string Feature, string Shape)>(
            "SELECT model, version, feature, shape FROM drift_shape WHERE day = @day", new { day }))
        .ToDictionary(
            row => (row.Model, row.Version, row.Feature), row => JsonSerializer.Deserialize(row.Shape, DriftJson.Default.DriftShape)!);

    private static string Word(DriftLevel level) => level.ToString().ToLowerInvariant();

    private static long Whole(double value) => double.IsNaN(value) ? 0 : (long)Math.Round(Math.Clamp(value, -Most, Most) * Units);
}
