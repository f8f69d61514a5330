using System.Data.Common;
using Dapper;
using Platform.Billing.Customers;
using Platform.Billing.Rating;

namespace Platform.Billing.Gateway;

/// <summary>What the gateway was last told of each subscription, written after it said that it heard.</summary>
internal static class GatewayStore
{
    /// <summary>
    /// Those of which it knows something else than holds now; whoever is to be kept out first. Who asked for more is let through at once,
    /// and pays for it from the next hour on.
    /// </summary>
    public static async Task<IReadOnlyList<ToldSubscription>> FindAsync(DbConnection connection, DateTimeOffset now)
        => [.. await connection.QueryAsync<ToldSubscription>(
            """
            SELECT s.sid AS Sid, s.state AS State, p.plan AS Plan, a.id AS Account, a.name AS Name, a.email AS Email
            FROM subscription s JOIN account a ON a.id = s.account
            JOIN phase p ON p.sid = s.sid
              AND p.from_hour = (SELECT MAX(q.from_hour) FROM phase q WHERE q.sid = s.sid AND (q.from_hour <= @hour OR q.from_hour = @hour + 1 AND q.reason = @atOnce))
            LEFT JOIN gateway_subscription g ON g.sid = s.sid
            WHERE s.state <> 'pending' AND (g.sid IS NULL OR g.state <> s.state OR g.plan <> p.plan)
            ORDER BY CASE WHEN s.state IN ('suspended', 'cancelled') THEN 0 ELSE 1 END, s.sid
            """,
            new { hour = Hours.Of(now), atOnce = CustomerStore.ChangedAtOnce })];

    public static Task<int> HeardAsync(DbTransaction transaction, ToldSubscription told, DateTimeOffset now)
        => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO gateway_subscription (sid, state, plan, at) VALUES (@Sid, @State, @Plan, @at)
            ON CONFLICT (sid) DO UPDATE SET state = excluded.state, plan = excluded.plan, at = excluded.at
            """,
            new { told.Sid, told.State, told.Plan, at = now.ToUnixTimeMilliseconds() }, transaction);
}
