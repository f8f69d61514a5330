using System.Data.Common;
using Dapper;
using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>Payment methods of accounts.</summary>
internal static class MethodStore
{
    /// <summary>Keeps a method that waits for the customer's approval.</summary>
    public static Task AddAsync(
        DbTransaction transaction, string id, string account, string provider, (MethodStart Start, DateTimeOffset Now) made)
        => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO payment_method (id, account, provider, setup, made, state) VALUES (@id, @account, @provider, @Setup, @now, 'approving')
            ON CONFLICT (id) DO UPDATE SET setup = excluded.setup WHERE payment_method.state = 'approving'
            """,
            new { id, account, provider, made.Start.Setup, now = made.Now.ToUnixTimeMilliseconds() }, transaction);

    /// <returns>False where it was approved before.</returns>
    public static async Task<bool> ApproveAsync(DbTransaction transaction, string id, ApprovedMethod method)
        => await transaction.Connection!.ExecuteAsync(
            "UPDATE payment_method SET token = @Token, customer = @Customer, label = @Label, state = 'ready' WHERE id = @id AND state = "
            + "'approving'",
            new { id, method.Token, method.Customer, method.Label }, transaction) == 1;
}
