using System.Diagnostics.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>The state of each version of a model, for whoever listens to the meter.</summary>
internal static class RepositoryGauges
{
    public static void Add(Meter meter, ModelRepository models)
    {
        meter.CreateObservableGauge("inference.queue.depth", () => Depths(models), "{request}", "Requests that wait for a run");
        meter.CreateObservableGauge("inference.model.ready", () => Readiness(models), null, "1 for a version that serves, 0 for one that does not");
    }

    private static IEnumerable<Measurement<int>> Depths(ModelRepository models) =>
        from model in models.Models
        from version in model.Versions
        select new Measurement<int>(version.QueueDepth, Tags(model, version.Version));

    private static IEnumerable<Measurement<int>> Readiness(ModelRepository models) =>
        from model in models.Models
        from version in model.Readiness
        select new Measurement<int>(version.Value ? 1 : 0, Tags(model, $"{version.Key}"));

    private static KeyValuePair<string, object?>[] Tags(Model model, string version) => [new("model", model.Name), new("version", version)];
}
