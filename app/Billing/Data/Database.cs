using System.Data.Common;

namespace Platform.Billing.Data;

/// <summary>The one database: a SQLite file, or PostgreSQL. The same SQL runs on both.</summary>
internal abstract class Database
{
    /// <summary>What the names of migrations end with that are for one kind only.</summary>
    public abstract string Kind { get; }

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A transaction that no other writer can be in the middle of.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether a row would not be what its table's constraints let it be; so that trying again is no help.</summary>
    public abstract bool IsRefusedRow(DbException exception);

    /// <summary>Does something in a transaction of its own, all of it or nothing.</summary>
    public async Task<T> InTransactionAsync<T>(Func<DbTransaction, Task<T>> action, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var result = await action(transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public Task InTransactionAsync(Func<DbTransaction, Task> action, CancellationToken cancellationToken) => InTransactionAsync(
        async transaction =>
        {
            await action(transaction);
            return true;
        },
        cancellationToken);
}
