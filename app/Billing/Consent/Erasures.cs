using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Notices;

namespace Platform.Billing.Consent;

/// <summary>Erasures in the database.</summary>
internal static class Erasures
{
    public static Task AddAsync(DbTransaction transaction, ConsentEntry cause, DateTimeOffset due) => transaction.Connection!.ExecuteAsync(
        "INSERT INTO erasure (id, account, sid, purpose, asked, due, state) VALUES (@N, @Account, @Sid, @Purpose, @At, @due, 'waiting')",
        new { cause.N, cause.Account, cause.Sid, cause.Purpose, cause.At, due = due.ToUnixTimeMilliseconds() }, transaction);

    public static async Task<IReadOnlyList<Erasure>> DueAsync(DbConnection connection, DateTimeOffset now)
        => [.. await connection.QueryAsync<Erasure>(
            "SELECT id AS Id, account AS Account, sid AS Sid, purpose AS Purpose, asked AS Asked FROM erasure WHERE state = 'waiting' AND "
            + "due <= @now ORDER BY due, id",
            new { now = now.ToUnixTimeMilliseconds() })];

    /// <summary>Writes down what is going to be deleted; a file that grew since counts as it is now.</summary>
    public static Task FoundAsync(DbTransaction transaction, IReadOnlyList<(Erasure Erasure, StoredRecord Record)> found)
        => transaction.InsertAsync(
            "INSERT INTO erasure_file (erasure, name, bytes)",
            [.. found.Select(one => (object?[])[one.Erasure.Id, one.Record.Name, one.Record.Bytes])],
            "ON CONFLICT (erasure, name) DO UPDATE SET bytes = CASE WHEN erasure_file.bytes < excluded.bytes THEN excluded.bytes ELSE "
            + "erasure_file.bytes END");

    /// <summary>Nothing is left: says how much it was, in the record and to the customer, and forgets the names.</summary>
    public static async Task FinishAsync(DbTransaction transaction, Erasure erasure, DateTimeOffset now)
    {
        var connection = transaction.Connection!;
        var at = now.ToUnixTimeMilliseconds();
        if (await connection.ExecuteAsync(
            "UPDATE erasure SET state = 'done', finished = @at WHERE id = @Id AND state = 'waiting'", new { erasure.Id, at },
            transaction) == 0)
            return;
        var (files, bytes) = await connection.QuerySingleAsync<(long, long)>(
            "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM erasure_file WHERE erasure = @Id", erasure, transaction);
        var text = await connection.QuerySingleAsync<string>("SELECT text_sha256 FROM consent WHERE n = @Id", erasure, transaction);
        var row = await ConsentChain.AddAsync(
            transaction,
            new ConsentEntry(
                0, at, erasure.Account, erasure.Sid, erasure.Purpose, "erased", text, "billing", erasure.Id, files, bytes, "", ""));
        await Outbox.AddAsync(
            transaction,
            new Notice(
                $"consent/{row.N}", erasure.Sid, NoticeKind.ConsentChanged,
                new NoticeFacts(Purpose: erasure.Purpose, Action: "erased", Files: files)), now);
        await connection.ExecuteAsync("DELETE FROM erasure_file WHERE erasure = @Id", erasure, transaction);
    }
}
