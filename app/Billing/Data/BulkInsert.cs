using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Platform.Billing.Data;

/// <summary>Inserts many rows as each database does it with the least work.</summary>
internal static class BulkInsert
{
    /// <summary>Of a statement.</summary>
    private const int MostParameters = 900;

    /// <param name="transaction">The caller's.</param>
    /// <param name="into">The statement up to the rows: <c>INSERT INTO … (…)</c>.</param>
    /// <param name="rows">Each with a value for each column.</param>
    /// <param name="after">The statement after the rows.</param>
    public static async Task InsertAsync(this DbTransaction transaction, string into, IReadOnlyList<object?[]> rows, string after = "")
    {
        if (rows.Count == 0)
            return;
        if (transaction is SqliteTransaction)
        {
            await OneByOneAsync(transaction, into, rows, after);
            return;
        }

        foreach (var some in rows.Chunk(MostParameters / rows[0].Length))
        {
            await using var command = Command(transaction, into, some, after);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>
    /// SQLite is in the process and has no way to go; but it looks each parameter up by its name among all of a statement.
    /// </summary>
    private static async Task OneByOneAsync(DbTransaction transaction, string into, IReadOnlyList<object?[]> rows, string after)
    {
        await using var command = Command(transaction, into, [rows[0]], after);
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
                command.Parameters[column].Value = row[column] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static DbCommand Command(DbTransaction transaction, string into, object?[][] rows, string after)
    {
        var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, $"{into} VALUES {Places(rows)} {after}");
        foreach (var value in rows.SelectMany(row => row))
            Add(command, value);
        return command;
    }

    private static string Places(object?[][] rows)
    {
        var (text, count) = (new StringBuilder(), 0);
        foreach (var row in rows)
        {
            text.Append(count == 0 ? "(" : ", (");
            for (var column = 0; column < row.Length; column++)
                text.Append(column == 0 ? "@p" : ", @p").Append(count++);
            text.Append(')');
        }

        return text.ToString();
    }

    private static void Add(DbCommand command, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ($"@p{command.Parameters.Count}", value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
