using System.Diagnostics;

namespace Platform.Billing.Tests;

/// <summary>A PostgreSQL of the tests' own, behind a socket in a temporary folder; Debian's, where it is installed.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres").FullName;

    private int _databases;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    public string ConnectionString(string database) => $"Host={_folder};Username=postgres;Database={database};Pooling=true;Maximum Pool Size=10";

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists($"{Programs}/initdb") || !Environment.IsPrivilegedProcess)
        {
            Missing = "PostgreSQL 15 is tried with Debian's, as root (apt-get install postgresql-15)";
            return;
        }

        await RunAsync("chown", "postgres", _folder);
        await AsOwnerAsync($"{Programs}/initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", "postgres", "--no-sync");
        await AsOwnerAsync(
            $"{Programs}/pg_ctl", "-D", $"{_folder}/data", "-w", "-s", "-l", $"{_folder}/log", "-o", $"-c listen_addresses='' -c fsync=off -k {_folder}", "start");
    }

    /// <summary>An empty database.</summary>
    /// <returns>How to connect.</returns>
    public async Task<string> CreateAsync()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await AsOwnerAsync($"{Programs}/createdb", "-h", _folder, "-U", "postgres", name);
        return ConnectionString(name);
    }

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
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
