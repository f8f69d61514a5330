using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Gateway;

namespace Platform.Billing.Console.Accounts;

/// <summary>
/// Erases who closed accounts were, once all that they used is billed and nothing is open. Invoices stay as they were issued, as the law
/// wants them; the gateway's user loses name and address before the database does, so that what is cut off is done again.
/// </summary>
internal sealed partial class AccountEraser(Database database, Lease lease, GatewayClient? gateway, ILogger<AccountEraser> logger)
{
    private const string Due =
        """
        SELECT a.id FROM account a WHERE a.state = 'closed' AND a.email <> ''
          AND NOT EXISTS (SELECT 1 FROM subscription s JOIN invoice i ON i.sid = s.sid WHERE s.account = a.id AND i.state IN ('issued', 'pending', 'overdue'))
          AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.account = a.id AND (s.ended IS NULL
            OR s.ended > s.anchor AND s.ended > COALESCE((SELECT MAX(p.end_hour) FROM period p WHERE p.sid = s.sid AND p.state = 'invoiced'), 0)))
        ORDER BY a.id LIMIT 50
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<string> due;
        await using (var connection = await database.OpenAsync(cancellationToken))
            due = [.. await connection.QueryAsync<string>(Due)];
        foreach (var account in due)
            try
            {
                if (gateway is not null)
                    await gateway.PutUserAsync(new(account, "erased", $"{account}@erased.invalid"), cancellationToken);
                await lease.WriteAsync(transaction => EraseAsync(transaction, account), cancellationToken);
                LogErased(account);
            }
            catch (GatewayException exception)
            {
                LogFailed(account, exception.Message);
            }
    }

    private static async Task<int> EraseAsync(DbTransaction transaction, string account)
    {
        await transaction.Connection!.ExecuteAsync(
            "UPDATE payment_method SET state = 'gone', setup = NULL, token = NULL, customer = NULL, label = NULL WHERE "
            + "account = @account", new { account }, transaction);
        return await transaction.Connection!.ExecuteAsync(
            "UPDATE account SET email = '', name = 'erased' WHERE id = @account AND state = 'closed'", new { account }, transaction);
    }

    [LoggerMessage(81, LogLevel.Information, "Who {Account} was is erased")]
    private partial void LogErased(string account);

    [LoggerMessage(82, LogLevel.Error, "The gateway still knows who {Account} was, and is asked again: {Reason}")]
    private partial void LogFailed(string account, string reason);
}
