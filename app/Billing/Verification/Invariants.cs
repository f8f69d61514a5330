using System.Data.Common;
using Dapper;

namespace Platform.Billing.Verification;

/// <summary>What must be so at any time, asked of the database.</summary>
internal static partial class Invariants
{
    public static IEnumerable<string> Names => _all.Select(one => one.Invariant);

    public static async Task<IReadOnlyList<Finding>> CheckAsync(DbConnection connection)
    {
        var findings = new List<Finding>();
        foreach (var (invariant, violations) in _all)
            findings.Add(new Finding(invariant, [.. await connection.QueryAsync<string>(violations)]));
        return findings;
    }
}
