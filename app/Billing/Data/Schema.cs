using System.Data.Common;
using Dapper;

namespace Platform.Billing.Data;

/// <summary>Brings a database up to date, one transaction a step; what is there is checked and left alone.</summary>
internal sealed class Schema(Database database, TimeProvider time)
{
    /// <exception cref="MigrationException">The database is newer than the program, or was made from another history.</exception>
    public async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, at "
                + "BIGINT NOT NULL)",
                transaction: transaction),
            cancellationToken);
        foreach (var migration in Migration.For(database.Kind))
            await database.InTransactionAsync(transaction => ApplyAsync(migration, transaction), cancellationToken);
        await database.InTransactionAsync(RefuseNewerAsync, cancellationToken);
    }

    private async Task<int> ApplyAsync(Migration migration, DbTransaction transaction)
    {
        var connection = transaction.Connection!;
        var applied = await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT sha256 FROM migration WHERE number = @Number", new { migration.Number }, transaction);
        if (applied == migration.Sha256)
            return 0;
        if (applied is not null)
            throw new MigrationException(
                $"step {migration.Number} of the database is another than this program's '{migration.Name}'; point Billing:Database at a "
                + "database of this program");
        await connection.ExecuteAsync(migration.Sql, transaction: transaction);
        return await connection.ExecuteAsync(
            "INSERT INTO migration (number, name, sha256, at) VALUES (@Number, @Name, @Sha256, @At)",
            new { migration.Number, migration.Name, migration.Sha256, At = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000 }, transaction);
    }

    private async Task<int> RefuseNewerAsync(DbTransaction transaction)
    {
        var known = Migration.For(database.Kind)[^1].Number;
        var newest = await transaction.Connection!.ExecuteScalarAsync<long>("SELECT MAX(number) FROM migration", transaction: transaction);
        return newest <= known
            ? 0
            : throw new MigrationException(
                $"the database is at step {newest} and this program knows steps up to {known}; run the newer program");
    }
}
