using System.Globalization;
using Npgsql;
using Platform.Billing.Data;

namespace Platform.Bench.Billing;

/// <summary>
/// Billing by itself: reading usage against parsing the same lines alone, rating and invoicing many subscriptions, and what a year takes on
/// disk. On SQLite; on PostgreSQL as well where a connection to an empty database is given.
/// </summary>
internal static class BillingBench
{
    private const double SlackOfGrowth = 1.25, MostMilliseconds = 100, MostKilobytes = 100;

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        int Number(string name, int without)
            => options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : without;
        var (lines, subscriptions, customers) = (Number("--lines", 2_000_000), Number("--subscriptions", 100_000),
            Number("--customers", 0));
        var only = options.GetValueOrDefault("--only", "");
        var goals = new List<Goal>();
        await foreach (var goal in MeasureAsync(
            "SQLite", 0.4, only, (lines, subscriptions, customers), name => Task.FromResult<Database>(new SqliteDatabase(name))))
            goals.Add(Print(goal));
        if (options.TryGetValue("--postgres", out var connection))
            await foreach (var goal in MeasureAsync(
                "PostgreSQL", 0.4, only, (lines, subscriptions, customers),
                name => PostgresAsync(connection, Path.GetFileNameWithoutExtension(name))))
                goals.Add(Print(goal));
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    private static async IAsyncEnumerable<Goal> MeasureAsync(
        string kind, double ratio, string only, (int Lines, int Subscriptions, int Customers) size, Func<string, Task<Database>> open)
    {
        using var folder = new BenchFolder();
        if ("ingest".Contains(only, StringComparison.Ordinal))
        {
            var (parsed, ingested) = await IngestBench.MeasureAsync(folder, size.Lines, await open(folder.File("ingest.db")));
            Console.WriteLine(
                $"{kind}: {size.Lines / parsed.TotalSeconds:N0} lines/s parsed, {size.Lines / ingested.TotalSeconds:N0} lines/s read into "
                + "the database");
            yield return new Goal($"billing, {kind}: ingest against parsing alone", parsed / ingested, ratio, true, "0.00×");
        }

        if ("invoices".Contains(only, StringComparison.Ordinal))
        {
            var few = await InvoiceBench.MeasureAsync(await open(folder.File("few.db")), size.Subscriptions / 4);
            var many = await InvoiceBench.MeasureAsync(await open(folder.File("many.db")), size.Subscriptions);
            yield return new Goal(
                $"billing, {kind}: rating and invoicing {size.Subscriptions:N0} subscriptions", many.TotalSeconds,
                60 * size.Subscriptions / 100_000d, false, "0.0 s");
            yield return new Goal(
                $"billing, {kind}: the same against a quarter of them", many / few,
                4 * Math.Log(size.Subscriptions) / Math.Log(size.Subscriptions / 4d) * SlackOfGrowth, false, "0.00×");
        }

        if ("year".Contains(only, StringComparison.Ordinal))
        {
            var customers = size.Customers > 0 ? size.Customers : 1_000;
            yield return new Goal(
                $"billing, {kind}: the database of {customers:N0} customers after a year",
                await YearBench.MeasureAsync(await open(folder.File("year.db")), customers),
                200d * customers / 1_000, false, "0 MB");
        }

        if ("pages".Contains(only, StringComparison.Ordinal))
        {
            var customers = size.Customers > 0 ? size.Customers : 10_000;
            var (overview, slowest, largest) = await PagesBench.MeasureAsync(folder, await open(folder.File("pages.db")), customers);
            yield return new Goal(
                $"console, {kind}: Overview of {customers:N0} customers, 99 of 100", overview.TotalMilliseconds, MostMilliseconds, false,
                "0.0 ms");
            yield return new Goal(
                $"console, {kind}: the slowest of the operators' pages, {slowest.Path}", slowest.Middle.TotalMilliseconds,
                MostMilliseconds, false, "0.0 ms");
            yield return new Goal(
                $"console, {kind}: the largest of them, {largest.Path}", largest.Bytes / 1024d, MostKilobytes, false, "0 KB");
        }
    }

    private static Goal Print(Goal goal)
    {
        Console.WriteLine(goal.Row);
        return goal;
    }

    private static async Task<Database> PostgresAsync(string connection, string name)
    {
        await using (var server = NpgsqlDataSource.Create(connection))
        {
            await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS bench_{name}");
            await drop.ExecuteNonQueryAsync();
            await using var create = server.CreateCommand($"CREATE DATABASE bench_{name}");
            await create.ExecuteNonQueryAsync();
        }

        return new PostgresDatabase(
            NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = $"bench_{name}" }.ConnectionString));
    }
}
