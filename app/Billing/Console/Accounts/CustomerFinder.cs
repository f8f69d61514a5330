using System.Data.Common;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Customers;

namespace Platform.Billing.Console.Accounts;

/// <summary>Reads a customer by who is signed in: no id of an account ever comes from a browser.</summary>
internal static class CustomerFinder
{
    public static async Task<Customer?> FindAsync(DbConnection connection, Person person, DbTransaction? transaction = null)
    {
        var account = await connection.QuerySingleOrDefaultAsync<Account>(
            """
            SELECT id AS Id, issuer AS Issuer, subject AS Subject, email AS Email, name AS Name, country AS Country, currency AS Currency, tax_rate_ppm AS TaxRatePpm
            FROM account WHERE issuer = @Issuer AND subject = @Subject AND state = 'active'
            """,
            person, transaction);
        return account is null
            ? null
            : new Customer(
                account, await SubscriptionAsync(connection, account.Id, transaction),
                await WaitingAsync(connection, account.Id, transaction));
    }

    /// <summary>The one that goes on, or the last one.</summary>
    private static async Task<Subscription?> SubscriptionAsync(DbConnection connection, string account, DbTransaction? transaction)
    {
        var row = await connection.QueryFirstOrDefaultAsync<(string Sid, string State, long Anchor, long? Ended)?>(
            """
            SELECT sid, state, anchor, ended FROM subscription WHERE account = @account
            ORDER BY CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END, anchor DESC, sid DESC LIMIT 1
            """,
            new { account }, transaction);
        if (row is not { } found)
            return null;
        var phases = await PhaseReader.ReadAsync(connection, [found.Sid], [], transaction);
        return new Subscription(found.Sid, found.State, found.Anchor, found.Ended, [.. phases[found.Sid]]);
    }

    private static Task<string?> WaitingAsync(DbConnection connection, string account, DbTransaction? transaction)
        => connection.QueryFirstOrDefaultAsync<string>(
            "SELECT plan FROM plan_request WHERE account = @account AND state = 'waiting' ORDER BY at DESC", new { account }, transaction);
}
