using System.Globalization;
using System.Xml;
using Platform.Review.Costs.Prices;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>https://azure.microsoft.com/pricing/details/monitor/.</summary>
internal static class MonitorCharges
{
    private const string Monitor = "Azure Monitor";

    // Which every workspace keeps at no charge: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs
    private const decimal DaysIncluded = 31;

    // Of tables of Application Insights: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#data-retention
    private const decimal DaysOfTraces = 90;

    public static IEnumerable<Charge> LogWorkspace(PlannedResource resource, CostContext context)
    {
        var (inputs, region) = (InputValue.Of(resource), context.RegionOf(resource));
        var cap = inputs.At("workspaceCapping.dailyQuotaGb").Number is > 0 and var quota ? quota : decimal.MaxValue;
        var daily = Math.Min(context.Usage.Logs, cap);
        var (days, traces) = (inputs.At("retentionInDays").Number ?? 0, context.Usage.Traces / 100);
        var (logs, ofTraces) = (Math.Max(0, days - DaysIncluded), Math.Max(0, days - DaysOfTraces));
        return
        [
            new("Log Analytics", "PerGB2018", "Ingestion", Units.Gigabyte, daily * Units.DaysAMonth, region,
                string.Create(CultureInfo.InvariantCulture, $"{daily} GB a day")),
            new("Log Analytics", "PerGB2018", "Retention", Units.GigabyteMonth, daily * (logs * (1 - traces) + ofTraces * traces), region,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{logs} days beyond the first {DaysIncluded}, of traces {ofTraces} beyond the first {DaysOfTraces}")),
        ];
    }

    /// <summary>A series for each criterion and each resource that it watches.</summary>
    public static IEnumerable<Charge> MetricAlert(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        if (inputs.At("enabled").Is("false"))
            return [];
        var series = Math.Max(1, inputs.At("criteria.allOf").Items.Count()) * Math.Max(1, inputs.At("scopes").Items.Count());
        return [new(Monitor, "Alerts", "Metric series", Units.Month, series, Price.Everywhere)];
    }

    public static IEnumerable<Charge> QueryAlert(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        return inputs.At("enabled").Is("false")
            ? []
            : [new(Monitor, "Alerts", $"Log query every {Frequency(inputs)}", Units.Month, 1, context.RegionOf(resource))];
    }

    public static IEnumerable<Charge> PrometheusWorkspace(PlannedResource resource, CostContext context)
        => [
            new(Monitor, "Prometheus", "Samples", Units.TenMillionSamples, context.Usage.MetricSamples / 10, context.RegionOf(resource)),
            new(Monitor, "Prometheus", "Queries", Units.TenMillionSamples, context.Usage.MetricQueries / 10, context.RegionOf(resource)),
        ];

    /// <summary>One run from each place, as often as the test says.</summary>
    public static IEnumerable<Charge> WebTest(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        var (places, seconds) = (inputs.At("locations").Items.Count(), inputs.At("frequency").Number ?? 300);
        var runs = places * Units.HoursAMonth * 3600 / seconds;
        var basis = string.Create(CultureInfo.InvariantCulture, $"{places} places, every {seconds} seconds");
        return inputs.At("enabled").Is("false")
            ? []
            : [new(Monitor, "", "Web test", Units.Execution, runs, context.RegionOf(resource), basis)];
    }

    // Prices are for these: a query in between is charged as the next more frequent one
    private static string Frequency(InputValue rule)
    {
        var given = rule.At("evaluationFrequency").Text;
        return (given.Length == 0 ? 5 : XmlConvert.ToTimeSpan(given).TotalMinutes) switch
        {
            < 5 => "minute",
            < 10 => "5 minutes",
            < 15 => "10 minutes",
            _ => "15 minutes",
        };
    }
}
