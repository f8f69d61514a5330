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
        foreach (var counter in BillingMeter.Counters)
            Series(page, $"{PageName(counter.Name)}_total", "counter", counter.Help, [("", counter.Value)]);
        foreach (var (name, help) in BillingGauges.Known)
            Series(
                page, PageName(name), "gauge", help,
                gauges.Now.Where(gauge => gauge.Name == name).Select(gauge => (Labels(gauge), gauge.Value)));
        return page.ToString();
    }

    /// <summary>Of a name that OpenTelemetry has.</summary>
    private static string PageName(string name) => name.Replace('.', '_');

    private static void Series(StringBuilder page, string name, string type, string help, IEnumerable<(string Labels, double Value)> lines)
    {
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in lines)
            page.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }

    private static string Labels(Gauge gauge)
        => gauge.Labels.Any() ? $"{{{string.Join(',', gauge.Labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""))}}}" : "";

    // https://github.com/prometheus/docs/blob/main/content/docs/instrumenting/exposition_formats.md
    private static string Escape(string value)
        => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
