using System.Text;
using Platform.Inference.Collection;

namespace Platform.Inference.Telemetry;

/// <summary>Of the collection, where there is one.</summary>
internal static class CollectMetrics
{
    public static string Write(ConsentWatch watch, CollectCounts counts)
    {
        var (page, fault) = (new StringBuilder(), watch.Fault);
        PrometheusPage.Head(page, "inference_collection_in_force", "gauge", "1 while calls may be collected of whoever agreed, else 0.");
        PrometheusPage.Line(page, "inference_collection_in_force", "", fault is null ? 1 : 0);
        PrometheusPage.Head(page, "inference_collection_blocked", "gauge", "1 for the reason why nothing is collected.");
        foreach (var reason in NoConsentException.Reasons)
            PrometheusPage.Line(page, "inference_collection_blocked", $"reason=\"{reason}\"", fault?.Reason == reason ? 1 : 0);
        PrometheusPage.Head(page, "inference_collected_records_total", "counter", "Records that are in the store.");
        PrometheusPage.Line(page, "inference_collected_records_total", "", counts.Stored);
        PrometheusPage.Head(page, "inference_collection_dropped_total", "counter", "What was agreed to and is not kept, by reason.");
        foreach (var reason in Enum.GetValues<DropReason>())
            PrometheusPage.Line(page, "inference_collection_dropped_total", $"reason=\"{reason.ToString().ToLowerInvariant()}\"", counts.Dropped(reason));
        return page.ToString();
    }
}
