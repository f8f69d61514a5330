using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Data;
using Platform.Billing.Ingest;

namespace Platform.Bench.Billing;

/// <summary>Reads usage logs into the database, and reads and parses the same lines alone.</summary>
internal static class IngestBench
{
    private const int Logs = 3, StepBytes = 4 << 20, Customers = 1_000, CallsASecond = 500;

    /// <returns>The best of three runs of each; the first warms up.</returns>
    public static async Task<(TimeSpan Parsed, TimeSpan Ingested)> MeasureAsync(BenchFolder folder, int lines, Database database)
    {
        var root = folder.File("logs");
        for (var log = 0; log < Logs; log++)
            Write(Path.Combine(root, $"2026/01/01/pod-{log}-1.jsonl"), lines / Logs, log);
        var isAlone = database.Kind == "sqlite";
        var (parsed, ingested, clock) = (TimeSpan.MaxValue, TimeSpan.MaxValue, new BenchClock(BenchBusiness.Begin.AddHours(1)));
        await new Schema(database, clock).UpgradeAsync(default);
        var lease = new Lease(database, clock, "bench");
        await lease.TryHoldAsync(default);
        for (var round = 0; round < 3; round++)
        {
            parsed = Min(parsed, await TimeAsync(() => ParseAsync(new FolderLogs(root)), isAlone));
            await ForgetAsync(database);
            ingested = Min(ingested, await TimeAsync(() => new Ingester(
                database, lease, new FolderLogs(root), new UsageStore(clock), NullLogger<Ingester>.Instance).RunAsync(default), isAlone));
        }

        return (parsed, ingested);
    }

    private static async Task ParseAsync(FolderLogs logs)
    {
        var buffer = new byte[StepBytes];
        await foreach (var (log, _) in logs.ListAsync(default))
        {
            var (position, count) = (0L, 0);
            while ((count = await logs.ReadAsync(log, position, buffer, default)) > 0)
                position += Parse(buffer.AsSpan(0, count));
        }
    }

    /// <returns>The bytes of whole lines.</returns>
    private static int Parse(ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        for (int end; (end = bytes[read..].IndexOf((byte)'\n')) >= 0; read += end + 1)
            UsageLineReader.Read(bytes.Slice(read, end));
        return read;
    }

    private static void Write(string path, int lines, int log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var begin = BenchBusiness.Begin.ToUnixTimeMilliseconds();
        writer.Write($"{{\"v\":1,\"log\":\"2026/01/01/{Path.GetFileName(path)}\",\"opened\":{begin}}}\n");
        for (var s = 1; s <= lines; s++)
            writer.Write(FormattableString.Invariant(
                $"{{\"s\":{s},\"t\":{begin + s * 1000L / CallsASecond},\"sub\":\"{BenchBusiness.Sid(
                    (s * 7 + log) % Customers)}\",\"prod\":\"standard\",\"model\":\"iris\",\"ver\":\"1\",\"rows\":{s % 4
                    + 1},\"us\":{s % 97 + 11},\"rb\":{s % 300 + 120},\"wb\":{s % 200 + 90}}}\n"));
    }

    private static async Task ForgetAsync(Database database)
    {
        await using var connection = await database.OpenAsync(default);
        await Dapper.SqlMapper.ExecuteAsync(connection, "DELETE FROM usage_total; DELETE FROM usage_log");
    }

    /// <summary>
    /// What it takes of the clock where a database's server works as well, else of the processor, which others' work on the machine changes
    /// least.
    /// </summary>
    private static async Task<TimeSpan> TimeAsync(Func<Task> action, bool isAlone)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await action();
        return isAlone ? Environment.CpuUsage.TotalTime - cpu : Stopwatch.GetElapsedTime(began);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
