using System.Data.Common;
using System.Globalization;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>Reads phases and the month's price indexes for rating.</summary>
internal static class PhaseReader
{
    /// <summary>By subscription, ascending.</summary>
    /// <param name="connection">Of the database.</param>
    /// <param name="sids">Whose.</param>
    /// <param name="plans">What was read before: versions of plans never change, so each is read once.</param>
    /// <param name="transaction">The caller's, where there is one.</param>
    public static async Task<ILookup<string, Phase>> ReadAsync(
        DbConnection connection, string[] sids, Dictionary<(string, int), PlanVersion> plans, DbTransaction? transaction = null)
    {
        var parameters = new DynamicParameters();
        var sql = $"SELECT sid, from_hour, plan, version FROM phase WHERE sid IN {parameters.AddList(sids)} ORDER BY sid, from_hour";
        var rows = (await connection.QueryAsync<(string Sid, long FromHour, string Plan, int Version)>(sql, parameters, transaction))
            .ToList();
        foreach (var (plan, version) in rows.Select(row => (row.Plan, row.Version)).Distinct().Where(key => !plans.ContainsKey(key)))
            plans[(plan, version)] = (await PlanStore.FindAsync(connection, plan, version, transaction))!;
        return rows.ToLookup(row => row.Sid, row => new Phase(row.FromHour, plans[(row.Plan, row.Version)]));
    }

    /// <summary>Of the month in which a period begins.</summary>
    public static async Task<IReadOnlyList<IndexValue>> IndexesAsync(DbConnection connection, long hour, DbTransaction? transaction = null)
        => [.. (await connection.QueryAsync<(string Name, long Ppm)>(
            "SELECT name, value_ppm FROM price_index WHERE month = @month",
            new { month = Hours.ToTime(hour).ToString("yyyy-MM", CultureInfo.InvariantCulture) }, transaction))
            .Select(row => new IndexValue(row.Name, row.Ppm))];
}
