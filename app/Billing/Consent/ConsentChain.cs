using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Consent;

/// <summary>
/// The record of consents. Rows are only ever added; each one's hash goes over the one before it, so that none can be left out or changed
/// unseen.
/// </summary>
internal static class ConsentChain
{
    private const string Select =
        """
        SELECT n AS N, at AS At, account AS Account, sid AS Sid, purpose AS Purpose, action AS Action, text_sha256 AS TextSha256, actor AS Actor, cause AS Cause,
          files AS Files, bytes AS Bytes, previous_sha256 AS PreviousSha256, sha256 AS Sha256 FROM consent
        """;

    /// <param name="transaction">In which what it says is done.</param>
    /// <param name="entry">Its number and hashes are set here.</param>
    /// <returns>The row.</returns>
    public static async Task<ConsentEntry> AddAsync(DbTransaction transaction, ConsentEntry entry)
    {
        await Lease.LockAsync(transaction);
        var last = await LastAsync(transaction.Connection!, transaction);
        var row = entry with { N = (last?.N ?? 0) + 1, PreviousSha256 = last?.Sha256 ?? "" };
        row = row with { Sha256 = Hash(row) };
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO consent (n, at, account, sid, purpose, action, text_sha256, actor, cause, files, bytes, previous_sha256, sha256)
            VALUES (@N, @At, @Account, @Sid, @Purpose, @Action, @TextSha256, @Actor, @Cause, @Files, @Bytes, @PreviousSha256, @Sha256)
            """,
            row, transaction);
        return row;
    }

    public static Task<ConsentEntry?> LastAsync(DbConnection connection, DbTransaction? transaction = null)
        => connection.QueryFirstOrDefaultAsync<ConsentEntry?>($"{Select} ORDER BY n DESC LIMIT 1", transaction: transaction);

    /// <summary>What an account's owner can see, the newest first.</summary>
    public static async Task<IReadOnlyList<ConsentEntry>> OfAccountAsync(DbConnection connection, string account, int count)
        => [
            .. await connection.QueryAsync<ConsentEntry>(
                $"{Select} WHERE account = @account ORDER BY n DESC LIMIT @count", new { account, count }),
        ];

    /// <summary>The row that says whether a purpose is consented to; null where it never was.</summary>
    public static Task<ConsentEntry?> HoldingAsync(DbConnection connection, string sid, string purpose, DbTransaction? transaction = null)
        => connection.QueryFirstOrDefaultAsync<ConsentEntry?>(
            $"{Select} WHERE sid = @sid AND purpose = @purpose AND action IN ('given', 'withdrawn') ORDER BY n DESC LIMIT 1",
            new { sid, purpose }, transaction);

    /// <summary>Says where the chain does not hold.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(DbConnection connection)
    {
        var (expected, before) = (1L, "");
        await foreach (var row in connection.QueryUnbufferedAsync<ConsentEntry>($"{Select} ORDER BY n"))
        {
            if (row.N != expected || row.PreviousSha256 != before || row.Sha256 != Hash(row))
                return [$"consent row {row.N} is not the one that was written after row {expected - 1}"];
            (expected, before) = (row.N + 1, row.Sha256);
        }

        return [];
    }

    private static string Hash(ConsentEntry row)
    {
        string[] fields =
        [
            row.PreviousSha256, Text(row.N), Text(row.At), row.Account, row.Sid, row.Purpose, row.Action, row.TextSha256, row.Actor,
            Text(row.Cause), Text(row.Files), Text(row.Bytes),
        ];
        return TextHash.Of(JsonSerializer.Serialize(fields, ConsentJson.Default.StringArray));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
