using System.Diagnostics;
using Npgsql;
using Platform.Billing.Data;

namespace Platform.Rehearsal.Databases;

/// <summary>A PostgreSQL 15 of the rehearsal's own, behind a socket in its folder; the programs are Debian's.</summary>
internal sealed class DebianPostgres : IRehearsalDatabase
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string _folder;

    private DebianPostgres(string folder)
        => (_folder, Open) = (folder, new PostgresDatabase(NpgsqlDataSource.Create($"Host={folder};Username=postgres;Database=postgres")));

    public string Setting => $"Host={_folder};Username=postgres;Database=postgres;Maximum Pool Size=10";

    public Database Open { get; }

    /// <exception cref="RehearsalException">There is none.</exception>
    public static async Task<DebianPostgres> StartAsync()
    {
        if (!File.Exists($"{Programs}/initdb"))
            throw new RehearsalException(
                "--database postgres needs Debian's PostgreSQL 15, which is not here: apt-get install postgresql-15; or leave it "
                + "out for SQLite");
        // A path of its own: a socket's is at most 107 bytes long, and its owner is not the one who runs this
        var folder = Directory.CreateTempSubdirectory("rehearsal-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        await AsOwnerAsync($"{Programs}/initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync");
        await AsOwnerAsync(
            $"{Programs}/pg_ctl", "-D", $"{folder}/data", "-w", "-s", "-l", $"{folder}/log", "-o", $"-c listen_addresses='' -k {folder}",
            "start");
        return new DebianPostgres(folder);
    }

    public async ValueTask DisposeAsync()
    {
        await ((PostgresDatabase)Open).DisposeAsync();
        await AsOwnerAsync($"{Programs}/pg_ctl", "-D", $"{_folder}/data", "-w", "-s", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>It refuses to run as root.</summary>
    private static Task AsOwnerAsync(params string[] command)
        => Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", .. command]) : RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its output stays where the server would keep it open otherwise
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new RehearsalException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
