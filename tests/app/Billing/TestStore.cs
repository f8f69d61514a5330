using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests;

/// <summary>A database with its schema, the lease of one instance, and a clock.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    private TestStore(Func<string, Database> open, string? connection)
    {
        Database = open(_folder);
        Connection = connection ?? Path.Combine(_folder, "billing.db");
        Lease = new Lease(Database, Time, "one");
    }

    public FakeTimeProvider Time { get; } = new(Plan.Always);

    public Database Database { get; }

    public Lease Lease { get; }

    /// <summary>As the service's setting has it.</summary>
    public string Connection { get; }

    public string Logs => Path.Combine(_folder, "logs");

    /// <returns>Why an invoice cannot be made again as it is; null where it can.</returns>
    public Task<string?> VerifyAsync(string number)
        => new InvoiceVerifier(Database, new FolderLogs(Logs), new InvoiceTerms(0, 14)).VerifyAsync(number, default);

    public static Task<TestStore> SqliteAsync() => CreateAsync(folder => new SqliteDatabase(Path.Combine(folder, "billing.db")));

    /// <summary>Of the kind that a test's case names; a skip where there is no PostgreSQL.</summary>
    public static async Task<TestStore> OfAsync(string kind, PostgresServer postgres)
    {
        if (kind == "sqlite")
            return await SqliteAsync();
        Skip.If(postgres.Missing is not null, postgres.Missing);
        var connection = await postgres.CreateAsync();
        return await CreateAsync(_ => new PostgresDatabase(NpgsqlDataSource.Create(connection)), connection);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(default);
        await Dapper.SqlMapper.ExecuteAsync(connection, sql);
    }

    /// <summary>As it is now, with nobody at work.</summary>
    public async Task<string> BackUpAsync(PostgresServer postgres)
    {
        if (Database.Kind == "postgres")
        {
            var copy = await postgres.CopyAsync(Connection);
            await ForgetConnectionsAsync();
            return copy;
        }

        await using var connection = (Microsoft.Data.Sqlite.SqliteConnection)await Database.OpenAsync(default);
        await Dapper.SqlMapper.ExecuteAsync(connection, "VACUUM INTO @to", new { to = $"{Connection}.backup" });
        return $"{Connection}.backup";
    }

    /// <summary>Puts it back in place.</summary>
    public async Task RestoreAsync(string backup, PostgresServer postgres)
    {
        if (Database.Kind == "postgres")
        {
            await postgres.RestoreAsync(backup, Connection);
            await ForgetConnectionsAsync();
            return;
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Delete($"{Connection}{ending}");
        File.Copy(backup, Connection);
    }

    /// <summary>Those of the pool are broken, and each is found to be once.</summary>
    private async Task ForgetConnectionsAsync()
    {
        for (var works = 0; works < 3;)
            try
            {
                await using var connection = await Database.OpenAsync(default);
                await Dapper.SqlMapper.ExecuteAsync(connection, "SELECT 1");
                works++;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or IOException)
            {
                works = 0;
            }
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestStore> CreateAsync(Func<string, Database> open, string? connection = null)
    {
        var store = new TestStore(open, connection);
        await new Schema(store.Database, store.Time).UpgradeAsync(default);
        Assert.True(await store.Lease.TryHoldAsync(default));
        return store;
    }
}
