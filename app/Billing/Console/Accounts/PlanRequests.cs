using System.Data.Common;
using Dapper;
using Platform.Billing.Customers;

namespace Platform.Billing.Console.Accounts;

/// <summary>Plans that an operator has to approve. One subscription waits for one plan at a time.</summary>
internal static class PlanRequests
{
    /// <summary>Asks for a plan; an earlier request of the same subscription is withdrawn.</summary>
    public static async Task AskAsync(
        DbTransaction transaction, string id, (string Account, string Sid) of, string plan, DateTimeOffset now)
    {
        await WithdrawAsync(transaction, of.Account, now);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO plan_request (id, account, sid, plan, at, state) VALUES (@id, @Account, @Sid, @plan, @at, 'waiting') ON CONFLICT "
            + "(id) DO NOTHING",
            new { id, of.Account, of.Sid, plan, at = now.ToUnixTimeMilliseconds() }, transaction);
    }

    public static Task WithdrawAsync(DbTransaction transaction, string account, DateTimeOffset now) => transaction.Connection!.ExecuteAsync(
        "UPDATE plan_request SET state = 'withdrawn', decided = @at, actor = 'customer' WHERE account = @account AND state = 'waiting'",
        new { account, at = now.ToUnixTimeMilliseconds() }, transaction);

    /// <summary>Those that wait, the oldest first.</summary>
    public static async Task<IReadOnlyList<PlanRequest>> WaitingAsync(DbConnection connection)
        => [.. await connection.QueryAsync<PlanRequest>(
            """
            SELECT r.id AS Id, r.sid AS Sid, r.plan AS Plan, r.at AS At, a.name AS Name, a.email AS Email
            FROM plan_request r JOIN account a ON a.id = r.account WHERE r.state = 'waiting' ORDER BY r.at, r.id LIMIT 200
            """)];

    /// <summary>Decides, once. Who is approved has the plan with this hour, or with the next one where they have another.</summary>
    /// <returns>False where there is no such request, or somebody has decided.</returns>
    /// <exception cref="CustomerException">The plan cannot be had any more.</exception>
    public static async Task<bool> DecideAsync(DbTransaction transaction, string id, bool isApproved, string actor, DateTimeOffset now)
    {
        var connection = transaction.Connection!;
        var request = await connection.QuerySingleOrDefaultAsync<(string Account, string Sid, string Plan)?>(
            """
            UPDATE plan_request SET state = @state, decided = @at, actor = @actor WHERE id = @id AND state = 'waiting' RETURNING account, sid, plan
            """,
            new { id, actor, at = now.ToUnixTimeMilliseconds(), state = isApproved ? "approved" : "refused" }, transaction);
        if (request is not { } found)
            return false;
        if (!isApproved)
            return true;
        if (await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM subscription WHERE sid = @Sid", new { found.Sid }, transaction) == 0)
            await CustomerStore.SubscribeAsync(transaction, found.Sid, found.Account, found.Plan, now);
        else
            await CustomerStore.ChangePlanAsync(transaction, found.Sid, found.Plan, PlanChange.AtOnce, now);
        return true;
    }
}
