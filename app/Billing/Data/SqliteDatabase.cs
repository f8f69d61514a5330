using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Platform.Billing.Data;

/// <summary>A file, for one machine.</summary>
/// <param name="path">Of the file; it is made where it is missing.</param>
internal sealed class SqliteDatabase(string path) : Database
{
    /// <summary>https://www.sqlite.org/rescode.html#constraint_check</summary>
    private const int ConstraintCheck = 275, ConstraintTrigger = 1811;

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = path, ForeignKeys = true, DefaultTimeout = 30,
    }.ToString();

    public override string Kind => "sqlite";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        // What is committed is on disk before the next step counts on it; and 32 MB hold the indexes of many customers, where 2 are usual.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
        return connection;
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false));

    public override bool IsRefusedRow(DbException exception)
        => exception is SqliteException { SqliteExtendedErrorCode: ConstraintCheck or ConstraintTrigger };
}
