using Platform.Billing.Data;

namespace Platform.Rehearsal.Databases;

/// <summary>A file in the rehearsal's folder.</summary>
internal sealed class SqliteFile(string folder) : IRehearsalDatabase
{
    public string Setting { get; } = Path.Combine(folder, "billing.db");

    public Database Open => new SqliteDatabase(Setting);

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }
}
