using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Billing.Data;

namespace Platform.Billing.Tests;

/// <summary>A database with its schema, the lease of one instance, and a clock.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    private TestStore(Func<string, Database> open)
    {
        Database = open(_folder);
        Lease = new Lease(Database, Time, "one");
    }

    public FakeTimeProvider Time { get; } = new(Plan.Always);

    public Database Database { get; }

    public Lease Lease { get; }

    public string Logs => Path.Combine(_folder, "logs");

    public static Task<TestStore> SqliteAsync() => CreateAsync(folder => new SqliteDatabase(Path.Combine(folder, "billing.db")));

    /// <summary>Of the kind that a test's case names; a skip where there is no PostgreSQL.</summary>
    public static async Task<TestStore> OfAsync(string kind, PostgresServer postgres)
    {
        if (kind == "sqlite")
            return await SqliteAsync();
        Skip.If(postgres.Missing is not null, postgres.Missing);
        var connection = await postgres.CreateAsync();
        return await CreateAsync(_ => new PostgresDatabase(NpgsqlDataSource.Create(connection)));
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestStore> CreateAsync(Func<string, Database> open)
    {
        var store = new TestStore(open);
        await new Schema(store.Database, store.Time).UpgradeAsync(default);
        Assert.True(await store.Lease.TryHoldAsync(default));
        return store;
    }
}
