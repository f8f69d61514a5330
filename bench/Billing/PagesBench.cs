using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Hosting;
using Platform.Billing.Invoices;
using Platform.Billing.Rating;

namespace Platform.Bench.Billing;

/// <summary>
/// The console's pages over HTTP where there are many customers, who paid for a year and call in every hour of the month that runs.
/// </summary>
internal static class PagesBench
{
    private const int Months = 12, HoursUsed = 6, DaysOfTheMonth = 28, Visitors = 200, Asks = 10;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    /// <summary>As long as what a provider sends of a capture.</summary>
    private const int WebhookBytes = 1_500;

    /// <summary>Nothing is there: what is measured asks nobody else.</summary>
    private const string Nowhere = "http://127.0.0.1:9/";

    /// <returns>Of the Overview, the time that one in a hundred takes longer than; of the operators' pages, the slowest by its middle time;
    /// and the largest.</returns>
    public static async Task<(TimeSpan Overview, PageTime Slowest, PageTime Largest)> MeasureAsync(
        BenchFolder folder, Database database, int customers)
    {
        var business = await FillAsync(database, customers);
        await using var app = Serve(folder, business);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        var overview = await OverviewAsync(address, customers);
        using var olga = new PageReader(address);
        await olga.SignInAsync("olga@example.com", isOperator: true);
        var pages = new List<PageTime>();
        foreach (var path in await olga.LinksAsync("/console/operator"))
            pages.Add(await olga.TimeAsync(path, Asks));
        await app.StopAsync();
        Console.WriteLine($"{database.Kind}: {pages.Count} of the operators' pages, {string.Join(
            ", ", pages.OrderByDescending(page => page.Middle).Take(5))}");
        return (overview, pages.MaxBy(page => page.Middle)!, pages.MaxBy(page => page.Bytes)!);
    }

    private static async Task<TimeSpan> OverviewAsync(Uri address, int customers)
    {
        var times = new List<TimeSpan>();
        for (var visitor = 0; visitor < Visitors; visitor++)
        {
            using var reader = new PageReader(address);
            await reader.SignInAsync(BenchBusiness.Email((int)((long)visitor * customers / Visitors)), isOperator: false);
            var asked = await reader.TimeAsync("/console/overview", 1);
            // .NET compiles the page meanwhile
            if (visitor >= Visitors / 10)
                times.Add(asked.Middle);
        }

        times.Sort();
        Console.WriteLine(
            $"Overview of {times.Count} of {customers:N0} customers: {times[times.Count / 2].TotalMilliseconds:N1} ms in the middle, "
            + $"{times[^1].TotalMilliseconds:N1} ms at most");
        return times[(times.Count - 1) * 99 / 100];
    }

    /// <summary>The year that is paid for, and the month that runs.</summary>
    private static async Task<BenchBusiness> FillAsync(Database database, int customers)
    {
        var business = await BenchBusiness.OpenAsync(database, customers);
        for (var month = 0; month < Months; month++)
        {
            await CountAsync(business, BenchBusiness.Begin.AddMonths(month), HoursUsed, apart: 97);
            business.Clock.Now = BenchBusiness.Begin.AddMonths(month + 1).AddHours(6);
            await business.Lease.TryHoldAsync(default);
            await new PeriodCloser(database, business.Lease, business.Clock, NullLogger<PeriodCloser>.Instance).RunAsync(default);
            await new Invoicer(business.Lease, new InvoiceTerms(0, 14), business.Clock).RunAsync(default);
            await business.Lease.WriteAsync(transaction => PayAsync(transaction, business.Clock.Now), default);
        }

        business.Clock.Now = BenchBusiness.Begin.AddMonths(Months).AddDays(DaysOfTheMonth);
        await business.Lease.TryHoldAsync(default);
        await CountAsync(business, BenchBusiness.Begin.AddMonths(Months), DaysOfTheMonth * 24, apart: 1);
        return business;
    }

    /// <summary>What everybody used in some hours of a month, as reading their logs leaves it.</summary>
    private static Task<int> CountAsync(BenchBusiness business, DateTimeOffset month, int hours, int apart) => business.Lease.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO usage_total (sid, product, model, version, hour, calls, row_count, compute_us, tokens_in, tokens_out, bytes_in, bytes_out)
              WITH RECURSIVE used (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM used WHERE n + 1 < @hours)
              SELECT sid, 'standard', 'iris', '1', @first + n * @apart, 300, 600, 90000, 0, 0, 4000, 3000 FROM subscription CROSS JOIN used
            """,
            new { first = Hours.Of(month), hours, apart }, transaction, (int)_patience.TotalSeconds),
        default);

    /// <summary>As charging one after the other leaves it, which is no page's and would take the most of the time.</summary>
    private static Task<int> PayAsync(System.Data.Common.DbTransaction transaction, DateTimeOffset now)
        => transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO charge (id, invoice, attempt, provider, method, amount_micros, currency, started, asked, settled, state, provider_order, provider_capture)
              SELECT 'ch-' || i.id, i.id, 1, @provider, m.id, i.total_micros, i.currency, @now, @now, @now, 'captured', 'ORD-' || i.number, 'CAP-' || i.number
              FROM invoice i JOIN subscription s ON s.sid = i.sid JOIN payment_method m ON m.account = s.account WHERE i.state = 'issued';
            INSERT INTO webhook (provider, event, type, resource, received, raw, verified, state)
              SELECT @provider, 'WH-' || number, 'PAYMENT.CAPTURE.COMPLETED', 'CAP-' || number, @now, @raw, 1, 'applied' FROM invoice WHERE state = 'issued';
            INSERT INTO ledger (entry, n, at, account_code, sid, currency, amount_micros, kind, ref)
              SELECT 'payment/' || number, 1, @now, 'cash', sid, currency, total_micros, 'payment', number FROM invoice WHERE state = 'issued'
              UNION ALL SELECT 'payment/' || number, 2, @now, 'receivable', sid, currency, -total_micros, 'payment', number FROM invoice WHERE state = 'issued';
            UPDATE invoice SET state = 'paid' WHERE state = 'issued';
            """,
            new { provider = InstantProvider.Named, now = now.ToUnixTimeMilliseconds(), raw = new string('x', WebhookBytes) }, transaction);

    private static WebApplication Serve(BenchFolder folder, BenchBusiness business) => BillingServer.Create(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning", "--Billing:Usage",
            folder.File("usage"),
            "--Console:Address", "http://127.0.0.1", "--Console:Api", Nowhere, "--Console:SignIn:Development", "true",
            "--Console:SignIn:AttemptsPerMinute", "1000",
        ],
        business.Clock,
        builder =>
        {
            builder.Services.AddSingleton(business.Database);
            // What is measured is what people wait for
            foreach (var work in builder.Services.Where(IsWorkOfBilling).ToList())
                builder.Services.Remove(work);
        });

    private static bool IsWorkOfBilling(ServiceDescriptor each) => each.ServiceType == typeof(IHostedService)
        && (each.ImplementationFactory?.Method.Module.Assembly ?? each.ImplementationType?.Assembly) == typeof(BillingServer).Assembly;
}
