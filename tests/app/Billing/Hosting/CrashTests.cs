using System.Diagnostics;
using Dapper;
using Npgsql;
using Platform.Billing.Data;
using Platform.Billing.Verification;
using Platform.Forests.Tests;

namespace Platform.Billing.Tests.Hosting;

/// <summary>The service as a process of its own, killed while it works.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CrashTests(PostgresServer postgres) : IDisposable
{
    private const int Calls = 30_000, Kills = 5;
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Serve_KilledAgainAndAgain_CountsEachCallOnce(string kind)
    {
        Skip.If(kind == "postgres" && postgres.Missing is not null, postgres.Missing);
        var connection = kind == "sqlite" ? Path.Combine(_folder, "billing.db") : await postgres.CreateAsync();
        Database database = kind == "sqlite" ? new SqliteDatabase(connection) : new PostgresDatabase(NpgsqlDataSource.Create(connection));
        await new Schema(database, TimeProvider.System).UpgradeAsync(default);
        var (expected, draws) = (0L, new Draws(7));
        for (var kill = 0; kill <= Kills; kill++)
        {
            new LogFile(Path.Combine(_folder, "logs"), $"pod-{kill}.jsonl").Calls(Calls);
            expected += Calls;
            using var service = Start(connection);
            await ReadUntilAsync(database, expected - (kill == Kills ? 0 : draws.Next(Calls)));
            service.Kill();
            await service.WaitForExitAsync();
        }

        await using var open = await database.OpenAsync(default);
        Assert.Equal(expected, await CountAsync(open));
        Assert.Equal([], (await Invariants.CheckAsync(open)).SelectMany(finding => finding.Violations));
    }

    private Process Start(string connection)
    {
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "Platform.Billing.dll"), "serve", "--urls", "http://127.0.0.1:0",
            "--Logging:LogLevel:Default", "None",
            "--Billing:Database", connection, "--Billing:Usage", Path.Combine(_folder, "logs"), "--Billing:EveryMilliseconds", "10",
        ];
        // Whoever is killed keeps the lease: the next takes it over at once, as a container does that is restarted under its name.
        return Process.Start(new ProcessStartInfo("dotnet", command) { Environment = { ["Billing__Instance"] = "one" } })!;
    }

    private static async Task ReadUntilAsync(Database database, long calls)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var open = await database.OpenAsync(default);
        while (await CountAsync(open) < calls)
            await Task.Delay(2, patience.Token);
    }

    private static Task<long> CountAsync(System.Data.Common.DbConnection open)
        => open.ExecuteScalarAsync<long>("SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) FROM usage_total");
}
