using System.Data.Common;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Auditing;

/// <summary>Who did what, and why. Each row's hash goes over the one before it, so that none can be left out or changed unseen.</summary>
internal static class AuditLog
{
    private const string Last = "SELECT n, sha256 FROM audit ORDER BY n DESC LIMIT 1";

    /// <param name="transaction">In which what was done is done.</param>
    /// <param name="entry">What.</param>
    /// <param name="now">When.</param>
    public static async Task WriteAsync(DbTransaction transaction, AuditEntry entry, DateTimeOffset now)
    {
        var (n, before) = await transaction.Connection!.QuerySingleOrDefaultAsync<(long, string)?>(Last, transaction: transaction)
            ?? (0, "");
        var row = new AuditRow(
            n + 1, now.ToUnixTimeMilliseconds(), entry.Actor, entry.Action, entry.Subject, entry.Reason, entry.Detail, "");
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO audit (n, at, actor, action, subject, reason, detail, sha256) VALUES (@N, @At, @Actor, @Action, @Subject, "
            + "@Reason, @Detail, @Sha256)",
            row with { Sha256 = Hash(before, row) }, transaction);
    }

    /// <summary>The newest rows first.</summary>
    public static async Task<IReadOnlyList<AuditRow>> ReadAsync(DbConnection connection, int count)
        => [.. await connection.QueryAsync<AuditRow>(
            "SELECT n AS N, at AS At, actor AS Actor, action AS Action, subject AS Subject, reason AS Reason, detail AS Detail, sha256 AS "
            + "Sha256 FROM audit ORDER BY n DESC LIMIT @count",
            new { count })];

    /// <summary>Says where the chain does not hold.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(DbConnection connection)
    {
        var (expected, before) = (1L, "");
        foreach (var row in (await ReadAsync(connection, int.MaxValue)).Reverse())
        {
            if (row.N != expected || row.Sha256 != Hash(before, row))
                return [$"audit row {row.N} is not the one that was written after row {expected - 1}"];
            (expected, before) = (row.N + 1, row.Sha256);
        }

        return [];
    }

    private static string Hash(string before, AuditRow row) => TextHash.Of(
        FormattableString.Invariant($"{before}\n{row.N}\n{row.At}\n{row.Actor}\n{row.Action}\n{row.Subject}\n{row.Reason}\n{row.Detail}"));
}
