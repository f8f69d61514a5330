using System.Data.Common;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Notices;

/// <summary>Where notices are written down in the transaction that makes them true, and stay for the operator to see.</summary>
internal static class Outbox
{
    /// <summary>Writes one down; a second one of the same id changes nothing.</summary>
    /// <returns>False where it is there, or there is no such subscription.</returns>
    public static async Task<bool> AddAsync(DbTransaction transaction, Notice notice, DateTimeOffset now)
        => await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO notice (id, at, account, sid, kind, facts, state, attempts, next)
            SELECT @Id, @at, s.account, s.sid, @kind, @facts, 'waiting', 0, @at FROM subscription s WHERE s.sid = @Sid
            ON CONFLICT (id) DO NOTHING
            """,
            new { notice.Id, at = now.ToUnixTimeMilliseconds(), kind = notice.Kind.ToString(), facts = notice.Facts.Write(), notice.Sid },
            transaction) == 1;

    /// <summary>Writes many down, with their accounts.</summary>
    public static Task AddAsync(DbTransaction transaction, IEnumerable<(Notice Notice, string Account)> notices, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        return transaction.InsertAsync(
            "INSERT INTO notice (id, at, account, sid, kind, facts, state, attempts, next)",
            [
                .. notices.Select(one => (object?[])
                    [
                        one.Notice.Id, at, one.Account, one.Notice.Sid, one.Notice.Kind.ToString(), one.Notice.Facts.Write(), "waiting", 0L,
                        at,
                    ]),
            ],
            "ON CONFLICT (id) DO NOTHING");
    }
}
