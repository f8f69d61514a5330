using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Tests.Data;

[Collection(PostgresCollection.Name)]
public sealed class SchemaTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Upgrade_Again_ChangesNothing(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        await using var connection = await store.Database.OpenAsync(default);
        var before = await connection.QueryAsync<string>("SELECT sha256 FROM migration ORDER BY number");

        await new Schema(store.Database, store.Time).UpgradeAsync(default);

        Assert.Equal(before, await connection.QueryAsync<string>("SELECT sha256 FROM migration ORDER BY number"));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Upgrade_OfANewerDatabase_IsRefused(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync("INSERT INTO migration (number, name, sha256, at) VALUES (9999, 'later', '', 0)");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => new Schema(store.Database, store.Time).UpgradeAsync(default));

        Assert.Equal(
            $"the database is at step 9999 and this program knows steps up to {Migration.For(kind)[^1].Number}; run the newer program",
            refused.Message);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Upgrade_OfADatabaseWithAnotherHistory_IsRefused(string kind)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync("UPDATE migration SET sha256 = 'another' WHERE number = 1");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => new Schema(store.Database, store.Time).UpgradeAsync(default));

        Assert.Equal(
            "step 1 of the database is another than this program's '0001-usage.sql'; point Billing:Database at a database of "
            + "this program", refused.Message);
    }

    [SkippableTheory]
    [InlineData("sqlite", "UPDATE ledger SET amount_micros = 1", "the ledger is not changed; write the entry back")]
    [InlineData("postgres", "UPDATE ledger SET amount_micros = 1", "the ledger is not changed; write the entry back")]
    [InlineData("sqlite", "DELETE FROM ledger", "the ledger is not changed; write the entry back")]
    [InlineData("postgres", "DELETE FROM ledger", "the ledger is not changed; write the entry back")]
    [InlineData("sqlite", "UPDATE plan_version SET fixed_micros = 1", "a version of a plan is not changed; add another")]
    [InlineData("postgres", "UPDATE plan_version SET fixed_micros = 1", "a version of a plan is not changed; add another")]
    public async Task Change_OfWhatStays_IsRefusedByTheDatabase(string kind, string change, string message)
    {
        await using var store = await TestStore.OfAsync(kind, postgres);
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync(
            """
            INSERT INTO ledger (entry, n, at, account_code, sid, currency, amount_micros, kind, ref) VALUES ('e', 0, 0, 'cash', 's', 'EUR', 0, 'test', '');
            INSERT INTO plan_version (plan, version, currency, fixed_micros, effective, document) VALUES ('p', 1, 'EUR', 0, 0, '{}')
            """);

        Assert.Contains(
            message, (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.ExecuteAsync(change))).Message,
            StringComparison.Ordinal);
    }
}
