using System.Globalization;
using System.Text;
using Platform.Billing.Instruments;

namespace Platform.Billing.Telemetry;

/// <summary>The page that Prometheus scrapes, in its text exposition format 0.0.4.</summary>
internal static class MetricsPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(BillingGauges gauges)
    {
        var page = new StringBuilder();
        Series(page, "billing_ingested_calls_total", "counter", "Calls read from usage logs.", [("", BillingMeter.IngestedCalls)]);
        Series(page, "billing_usage_logs_abandoned_total", "counter", "Logs that fell silent without an end.", [("", BillingMeter.AbandonedLogs)]);
        foreach (var (name, help) in BillingGauges.Known)
            Series(page, name.Replace('.', '_'), "gauge", help, gauges.Now.Where(gauge => gauge.Name == name).Select(gauge => (Labels(gauge), gauge.Value)));
        return page.ToString();
    }

    private static void Series(StringBuilder page, string name, string type, string help, IEnumerable<(string Labels, double Value)> lines)
    {
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in lines)
            page.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }

    private static string Labels(Gauge gauge) => gauge.Labels.Any() ? $"{{{string.Join(',', gauge.Labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""))}}}" : "";

    // https://github.com/prometheus/docs/blob/main/content/docs/instrumenting/exposition_formats.md
    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
