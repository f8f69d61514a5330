using System.Data.Common;
using System.Text;

namespace Platform.Billing.Data;

/// <summary>Inserts many rows with few statements, as each one is a way to the database and back.</summary>
internal static class BulkInsert
{
    /// <summary>Of a statement: SQLite looks each of them up by its name.</summary>
    private const int MostParameters = 900;

    /// <param name="transaction">The caller's.</param>
    /// <param name="into">The statement up to the rows: <c>INSERT INTO … (…)</c>.</param>
    /// <param name="rows">Each with a value for each column.</param>
    /// <param name="after">The statement after the rows.</param>
    public static async Task InsertAsync(this DbTransaction transaction, string into, IReadOnlyList<object?[]> rows, string after = "")
    {
        if (rows.Count == 0)
            return;
        foreach (var some in rows.Chunk(MostParameters / rows[0].Length))
        {
            await using var command = transaction.Connection!.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, $"{into} VALUES {Places(some)} {after}");
            foreach (var value in some.SelectMany(row => row))
                Add(command, value);
            await command.ExecuteNonQueryAsync();
        }
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
