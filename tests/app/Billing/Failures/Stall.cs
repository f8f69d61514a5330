using Dapper;
using Microsoft.Data.Sqlite;

namespace Platform.Billing.Tests.Failures;

/// <summary>
/// Makes a statement of billing's last until billing is killed, in its database, so that the kill falls between two statements.
/// </summary>
internal sealed class Stall(TestStore store)
{
    /// <summary>How long a test waits for billing to come to where it is to be killed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Never = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n)";

    private bool IsSqlite => store.Database.Kind == "sqlite";

    /// <summary>Starts billing, kills it in a statement, and lets the statement go.</summary>
    public async Task KillInAsync(string table, string verb, Func<BillingProcess> start)
    {
        await SetAsync(table, verb);
        using (var killed = start())
        {
            using var patience = new CancellationTokenSource(Patience);
            await ReachedAsync(patience.Token);
            await killed.KillAsync();
        }

        await LiftAsync(table);
    }

    /// <param name="table">Which one.</param>
    /// <param name="verb">INSERT or UPDATE; the row is changed, and nothing after it is done.</param>
    public async Task SetAsync(string table, string verb)
    {
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync(IsSqlite
            ? $"CREATE TRIGGER stall AFTER {verb} ON {table} BEGIN SELECT {Never}; END"
            : $"""
               CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NULL; END $$;
               CREATE TRIGGER stall AFTER {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION stall()
               """);
    }

    /// <summary>Waits until billing is in it.</summary>
    public async Task ReachedAsync(CancellationToken cancellationToken)
    {
        // SQLite has one writer at a time: who holds the file for long is in the statement
        for (var held = 0; held < 3; held = await IsHeldAsync() ? held + 1 : 0)
            await Task.Delay(20, cancellationToken);
    }

    public async Task LiftAsync(string table)
    {
        await using var connection = await store.Database.OpenAsync(default);
        if (IsSqlite)
        {
            await connection.ExecuteAsync("DROP TRIGGER stall");
            return;
        }

        await connection.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'");
        await connection.ExecuteAsync($"DROP TRIGGER stall ON {table}; DROP FUNCTION stall()");
    }

    private async Task<bool> IsHeldAsync()
    {
        await using var connection = await store.Database.OpenAsync(default);
        if (!IsSqlite)
            return await connection.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'") > 0;
        try
        {
            ((SqliteConnection)connection).DefaultTimeout = 0;
            await connection.ExecuteAsync("BEGIN IMMEDIATE; ROLLBACK", commandTimeout: 1);
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return true;
        }
    }
}
