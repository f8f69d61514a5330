using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;

namespace Platform.Bench.Billing;

/// <summary>Closes a month of many subscriptions and makes their invoices.</summary>
internal static class InvoiceBench
{
    private const int Hours = 31 * 24, HoursUsed = 6;

    public static async Task<TimeSpan> MeasureAsync(Database database, int subscriptions)
    {
        var business = await BenchBusiness.OpenAsync(database, subscriptions);
        foreach (var some in Enumerable.Range(0, subscriptions).Chunk(2000))
            await business.Lease.WriteAsync(
                async transaction =>
                {
                    await UsageStore.AddAsync(transaction, LogCursor.Start("bench"), Usage(some));
                    return true;
                },
                default);
        business.Clock.Now = BenchBusiness.Begin.AddHours(Hours + 1);
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var rated = await new PeriodCloser(database, business.Lease, business.Clock, NullLogger<PeriodCloser>.Instance).RunAsync(default);
        var rating = Stopwatch.GetElapsedTime(began);
        var invoiced = await new Invoicer(business.Lease, new InvoiceTerms(0, 14), business.Clock).RunAsync(default);
        var all = Stopwatch.GetElapsedTime(began);
        if (rated != subscriptions || invoiced != subscriptions)
            throw new InvalidOperationException($"{rated} periods were rated and {invoiced} invoices made of {subscriptions}");
        Console.WriteLine(
            $"{database.Kind}: {subscriptions:N0} subscriptions rated in {rating.TotalSeconds:N1} s and invoiced in "
            + $"{(all - rating).TotalSeconds:N1} s, with {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:N1} s of the processor");
        return all;
    }

    private static Dictionary<UsageKey, UsageAmounts> Usage(int[] customers)
    {
        var (first, usage) = (Platform.Billing.Rating.Hours.Of(BenchBusiness.Begin), new Dictionary<UsageKey, UsageAmounts>());
        foreach (var customer in customers)
            for (var hour = 0; hour < HoursUsed; hour++)
                usage[new UsageKey(BenchBusiness.Sid(customer), "standard", "iris", "1", first + (customer * 31 + hour * 97) % Hours)] =
                    new UsageAmounts(300 + customer % 50, 600, 90_000, 0, 0, 4_000, 3_000);
        return usage;
    }
}
