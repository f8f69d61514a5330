using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Hosting;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Payments;
using Platform.Billing.Verification;
using Platform.Billing.Webhooks;

namespace Platform.Bench.Billing;

/// <summary>A year in which every customer calls in every hour and pays every month: what the database takes on disk.</summary>
internal static class YearBench
{
    private const int Days = 365;

    /// <summary>As long as what a provider sends of a capture.</summary>
    private const int WebhookBytes = 1_500;

    private const double Megabyte = 1e6;

    /// <returns>In megabytes.</returns>
    public static async Task<double> MeasureAsync(Database database, int customers)
    {
        var business = await BenchBusiness.OpenAsync(database, customers);
        var (provider, compactor) = (new InstantProvider(business.Clock), new UsageCompactor(database, business.Lease, business.Clock));
        for (var day = 0; day < Days; day++)
        {
            await business.Lease.WriteAsync(transaction => CountAsync(transaction, customers, day), default);
            business.Clock.Now = BenchBusiness.Begin.AddDays(day + 1).AddHours(6);
            await business.Lease.TryHoldAsync(default);
            await new PeriodCloser(database, business.Lease, business.Clock, NullLogger<PeriodCloser>.Instance).RunAsync(default);
            if (await new Invoicer(business.Lease, new InvoiceTerms(0, 14), business.Clock).RunAsync(default) > 0)
                await PayAsync(business, provider);
            await compactor.RunAsync(default);
        }

        await new Nightly(database, business.Lease, business.Clock, NullLogger<Nightly>.Instance).RunAsync(default);
        await using var connection = await database.OpenAsync(default);
        if (await connection.ExecuteScalarAsync<string>("SELECT report FROM verification") is { Length: > 0 } report)
            throw new InvalidOperationException($"the year's books do not hold: {report}");
        return await SizeAsync(database, connection);
    }

    private static async Task<bool> CountAsync(System.Data.Common.DbTransaction transaction, int customers, int day)
    {
        var first = Platform.Billing.Rating.Hours.Of(BenchBusiness.Begin) + day * 24;
        var usage = new Dictionary<UsageKey, UsageAmounts>();
        for (var customer = 0; customer < customers; customer++)
            for (var hour = 0; hour < 24; hour++)
                usage[new UsageKey(BenchBusiness.Sid(customer), "standard", "iris", "1", first + hour)] = new UsageAmounts(
                    300, 600, 90_000, 0, 0, 40_000, 30_000);
        await UsageStore.AddAsync(transaction, LogCursor.Start("bench"), usage);
        var calls = usage.Values.Sum(amounts => amounts.Calls);
        var log = FormattableString.Invariant($"2026/{day:D3}/inference-7c9d4b6f5d-x2x7q-1.jsonl");
        return await transaction.Connection!.ExecuteAsync(
            "INSERT INTO usage_log (log, position, next_s, sha256, opened, marked, closed, seen, state) VALUES (@log, 1, @next, @sha, 0, "
            + "0, 1, 0, 'closed')",
            new { log, next = calls + 1, sha = TextHash.Of(log) }, transaction) == 1;
    }

    private static async Task PayAsync(BenchBusiness business, InstantProvider provider)
    {
        await new ProviderWork(business.Database, business.Lease, provider, business.Clock, NullLoggerFactory.Instance).RunAsync(default);
        await business.Lease.WriteAsync(
            async transaction =>
            {
                var captures = (await transaction.Connection!.QueryAsync<string>(
                    "SELECT provider_capture FROM charge WHERE settled = @now", new { now = business.Clock.Now.ToUnixTimeMilliseconds() },
                    transaction)).ToList();
                foreach (var capture in captures)
                    await WebhookStore.AddAsync(
                        transaction, InstantProvider.Named, new PaymentEvent($"WH-{capture}", "PAYMENT.CAPTURE.COMPLETED", capture),
                        new byte[WebhookBytes].Select(_ => (byte)'x').ToArray(), business.Clock.Now);
                return captures.Count;
            },
            default);
        await new ProviderWork(business.Database, business.Lease, provider, business.Clock, NullLoggerFactory.Instance).RunAsync(default);
    }

    private static async Task<double> SizeAsync(Database database, System.Data.Common.DbConnection connection)
    {
        if (database.Kind == "postgres")
            return await connection.ExecuteScalarAsync<long>("SELECT pg_database_size(current_database())") / Megabyte;
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return await connection.ExecuteScalarAsync<long>(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") / Megabyte;
    }
}
