using System.Diagnostics;

namespace Platform.Billing.Tests;

/// <summary>A PostgreSQL of the tests' own, behind a socket in a temporary folder; Debian's, where it is installed.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres").FullName;

    /// <summary>A role that is let in by its password alone; whoever wants it makes it.</summary>
    public const string Workload = "workload";

    private int _databases;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    public string ConnectionString(string database)
        => $"Host={_folder};Username=postgres;Database={database};Pooling=true;Maximum Pool Size=10";

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists($"{Programs}/initdb") || !Environment.IsPrivilegedProcess)
        {
            Missing = "PostgreSQL 15 is tried with Debian's, as root (apt-get install postgresql-15)";
            return;
        }

        await RunAsync("chown", "postgres", _folder);
        await AsOwnerAsync($"{Programs}/initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", "postgres", "--no-sync");
        // One role has a password, as in Azure, where it is a token
        var access = $"{_folder}/data/pg_hba.conf";
        await File.WriteAllTextAsync(access, $"local all {Workload} scram-sha-256\n{await File.ReadAllTextAsync(access)}");
        await AsOwnerAsync(
            $"{Programs}/pg_ctl", "-D", $"{_folder}/data", "-w", "-s", "-l", $"{_folder}/log", "-o",
            $"-c listen_addresses='' -c fsync=off -k {_folder}", "start");
    }

    /// <summary>An empty database.</summary>
    /// <returns>How to connect.</returns>
    public async Task<string> CreateAsync()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await AsOwnerAsync($"{Programs}/createdb", "-h", _folder, "-U", "postgres", name);
        return ConnectionString(name);
    }

    /// <summary>A copy of a database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CopyAsync(string connection)
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await CopyAsync(NameOf(connection), name);
        return name;
    }

    /// <summary>Puts a copy in a database's place.</summary>
    public async Task RestoreAsync(string copy, string connection)
    {
        await AsOwnerAsync($"{Programs}/dropdb", "-h", _folder, "-U", "postgres", "--force", NameOf(connection));
        await CopyAsync(copy, NameOf(connection));
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    private async Task CopyAsync(string from, string to)
    {
        // A template is copied while nobody uses it
        Npgsql.NpgsqlConnection.ClearAllPools();
        await AsOwnerAsync(
            $"{Programs}/psql", "-h", _folder, "-U", "postgres", "-c",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
        await AsOwnerAsync($"{Programs}/createdb", "-h", _folder, "-U", "postgres", "-T", from, to);
    }

    private static string NameOf(string connection) => new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;

    public async Task DisposeAsync()
    {
        if (Missing is null)
            await AsOwnerAsync($"{Programs}/pg_ctl", "-D", $"{_folder}/data", "-w", "-s", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static Task AsOwnerAsync(params string[] command) => RunAsync("runuser", ["-u", "postgres", "--", .. command]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its output stays where the server would keep it open otherwise
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
