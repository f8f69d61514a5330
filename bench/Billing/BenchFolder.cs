namespace Platform.Bench.Billing;

/// <summary>A temporary folder.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("bench").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
