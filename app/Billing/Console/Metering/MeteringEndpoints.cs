using Dapper;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Pages;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Metering;

/// <summary>What is used, and what is left.</summary>
internal sealed class MeteringEndpoints(OfferCatalog offers, TimeProvider time)
{
    /// <summary>The gateway's quota is for as many hours.</summary>
    private const int CapHours = 30 * 24;

    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet(
            "/console/overview",
            (HttpContext context) => desk.ShowAsync(
                context, Need.Customer, async call => ConsoleDesk.Page<OverviewPage>(call, await ReadAsync(call))));
        app.MapGet(
            "/console/limits",
            (HttpContext context) => desk.ShowAsync(
                context, Need.Customer, async call => ConsoleDesk.Page<LimitsPage>(call, await ReadAsync(call))));
    }

    private async Task<OverviewModel?> ReadAsync(ConsoleCall call)
    {
        if (call.Customer.Subscription is not { } subscription)
            return null;
        var now = time.GetUtcNow();
        var asked = call.Context.Request.Query["meter"].ToString();
        var meter = Enum.GetValues<Meter>().FirstOrDefault(one => one.Name == asked);
        var (phase, view) = (subscription.At(Hours.Of(now) + 1), await PeriodReader.ReadAsync(call.Connection, subscription, now));
        return new OverviewModel(
            offers.Of(phase.Plan), view, meter, await CapCallsAsync(call.Connection, subscription, now),
            phase.FromHour > view.Period.Start ? phase.FromHour : null);
    }

    /// <summary>Calls of the 30 days that run, as far as they are metered.</summary>
    public static Task<long> CapCallsAsync(System.Data.Common.DbConnection connection, Subscription subscription, DateTimeOffset now)
    {
        var hour = Math.Max(subscription.Anchor, Hours.Of(now));
        return connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) FROM usage_total WHERE sid = @Sid AND hour >= @from AND hour <= @hour",
            new { subscription.Sid, from = subscription.Anchor + (hour - subscription.Anchor) / CapHours * CapHours, hour });
    }
}
