using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>Reads phases and the month's price indexes for rating.</summary>
internal static class PhaseReader
{
    /// <summary>By subscription, ascending. Versions of plans never change, so each is read once.</summary>
    public static async Task<ILookup<string, Phase>> ReadAsync(DbTransaction transaction, string[] sids, Dictionary<(string, int), PlanVersion> plans)
    {
        var parameters = new DynamicParameters();
        var sql = $"SELECT sid, from_hour, plan, version FROM phase WHERE sid IN {parameters.AddList(sids)} ORDER BY sid, from_hour";
        var rows = (await transaction.Connection!.QueryAsync<(string Sid, long FromHour, string Plan, int Version)>(sql, parameters, transaction)).ToList();
        foreach (var (plan, version) in rows.Select(row => (row.Plan, row.Version)).Distinct().Where(key => !plans.ContainsKey(key)))
            plans[(plan, version)] = (await PlanStore.FindAsync(transaction, plan, version))!;
        return rows.ToLookup(row => row.Sid, row => new Phase(row.FromHour, plans[(row.Plan, row.Version)]));
    }

    /// <summary>Of the month in which a period begins.</summary>
    public static Task<IReadOnlyList<IndexValue>> IndexesAsync(DbTransaction transaction, long hour) => IndexesAsync(transaction.Connection!, hour, transaction);

    /// <summary>Of the month in which a period begins.</summary>
    public static async Task<IReadOnlyList<IndexValue>> IndexesAsync(DbConnection connection, long hour, DbTransaction? transaction = null) =>
        [.. (await connection.QueryAsync<(string Name, long Ppm)>(
            "SELECT name, value_ppm FROM price_index WHERE month = @month",
            new { month = Hours.ToTime(hour).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) }, transaction))
            .Select(row => new IndexValue(row.Name, row.Ppm))];
}
