using Platform.Forests.Onnx;
using Platform.Inference.Graphs;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Makes the plan of a model from its graph and its <c>model.json</c>.</summary>
internal static class PredictPlans
{
    /// <param name="signature">Of the model.</param>
    /// <param name="settings">Its model.json.</param>
    /// <param name="graph">Its graph; null where the file could not be read.</param>
    /// <param name="findings">Takes what is not served by name, and what to do about it.</param>
    /// <returns>Null for a model that does not take rows of features, such as one on images.</returns>
    /// <exception cref="ModelLoadException">model.json does not fit the model.</exception>
    public static PredictPlan? TryCreate(Signature signature, ModelSettings settings, GraphProto? graph, List<Finding> findings)
    {
        var view = graph is null ? null : new GraphView(graph);
        var layout = new FeatureLayouts(signature, settings, view, findings).TryCreate();
        var outputs = new PredictOutputsReader(signature, settings, view, layout?.FixedRows ?? 0).Read();
        if (layout is not null && outputs is not null)
            return new PredictPlan(layout, outputs);
        if (layout is null && settings.Optional is not null)
            throw new ModelLoadException(
                "model.json makes features optional, but the model takes no named features; name them in \"features\"");
        return null;
    }
}
