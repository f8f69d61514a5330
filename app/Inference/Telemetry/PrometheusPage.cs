using System.Globalization;
using System.Text;
using Platform.Inference.Metrics;

namespace Platform.Inference.Telemetry;

/// <summary>Metrics in Prometheus' text exposition format 0.0.4.</summary>
/// <seealso href="https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md"/>
internal static class PrometheusPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The label that a bucket has beside those of its series.</summary>
    private const string Bound = "le";

    public static string Write(IEnumerable<Reading> readings)
    {
        var page = new StringBuilder();
        foreach (var (metric, samples) in readings)
        {
            page.Append(
                $"# HELP {metric.PageName} {metric.Description}.\n# TYPE {metric.PageName} {metric.Kind.ToString().ToLowerInvariant()}\n");
            foreach (var sample in samples())
                page.Append(CultureInfo.InvariantCulture, $"{metric.PageName}{sample.Suffix}{Labels(metric, sample)} {sample.Value:R}\n");
        }

        return page.ToString();
    }

    private static string Labels(Metric metric, Sample sample) => sample.Labels.Length == 0
        ? ""
        : $"{{{string.Join(',', metric.Labels.Append(Bound).Zip(sample.Labels, (name, value) => $"{name}=\"{Escape(value)}\""))}}}";

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
