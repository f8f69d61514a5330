using System.Data;
using System.Data.Common;
using Npgsql;

namespace Platform.Billing.Data;

/// <summary>A PostgreSQL server, 15 or newer.</summary>
/// <param name="source">With the way in.</param>
internal sealed class PostgresDatabase(NpgsqlDataSource source) : Database, IAsyncDisposable
{
    public override string Kind => "postgres";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        => await source.OpenConnectionAsync(cancellationToken);

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
        => await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override bool IsRefusedRow(DbException exception)
        => exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NumericValueOutOfRange };

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
