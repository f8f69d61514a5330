using Platform.Forests.Onnx;
using Platform.Inference.Faults;
using Platform.Inference.Graphs;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Makes the plan of a model from its graph and its <c>model.json</c>.</summary>
internal static class PredictPlans
{
    private static readonly Finding _withoutFeatures = new(
        "the model takes no named features", "name them in \"features\" where its inputs are rows of columns");

    private static readonly Finding _withoutRows = new(
        "no output has a row for each row of features", "export the model with one that has");

    /// <param name="signature">Of the model.</param>
    /// <param name="settings">Its model.json.</param>
    /// <param name="graph">Its graph; null where the file could not be read.</param>
    /// <param name="findings">Takes what is not served by name, and what to do about it.</param>
    /// <returns>Null for a model that does not take rows of features, such as one on images.</returns>
    /// <exception cref="ModelLoadException">model.json does not fit the model.</exception>
    public static PredictPlan? TryCreate(Signature signature, ModelSettings settings, GraphProto? graph, List<Finding> findings)
    {
        var view = graph is null ? null : new GraphView(graph);
        var known = findings.Count;
        if (new FeatureLayouts(signature, settings, view, findings).TryCreate() is not { } layout)
        {
            RefuseUnused(settings, findings.ElementAtOrDefault(known) ?? _withoutFeatures);
            return null;
        }

        RequireFeatures(settings.Optional, "optional", layout);
        RequireFeatures(settings.Categories?.Keys, "categories", layout);
        RequireTexts(settings.Categories?.Keys, signature, layout);
        if (Read(new(signature, settings, view, layout.FixedRows), settings, findings) is { } outputs)
            return new PredictPlan(layout, outputs);
        RefuseUnused(settings, _withoutRows);
        return null;
    }

    /// <summary>Where model.json asks for nothing by name, what cannot be served so is no reason to refuse all the rest.</summary>
    private static PredictOutputs? Read(PredictOutputsReader reader, ModelSettings settings, List<Finding> findings)
    {
        try
        {
            return reader.Read();
        }
        catch (ModelLoadException exception)
            when (Asked(settings).All(setting => setting.Value is null) && settings.Example is null)
        {
            findings.Add(new Finding($"/predict and /score do not take it, as {exception.Message}"));
            return null;
        }
    }

    /// <summary>What says something of named features and of answers to them would be passed over without a word.</summary>
    private static void RefuseUnused(ModelSettings settings, Finding reason)
    {
        var unused = string.Join(
            ", ", Asked(settings).Where(setting => setting.Value is not null).Select(setting => $"\"{setting.Name}\""));
        if (unused.Length > 0)
            throw new ModelLoadException(
                $"model.json sets {unused}, which would apply to nothing, as {reason.Message}; {reason.Cure}, or leave {unused} out");
    }

    /// <summary>What model.json says of named features and of answers to them; null for what it does not.</summary>
    private static (string Name, object? Value)[] Asked(ModelSettings settings)
    {
        // Outputs as they are is what a model without named features has
        ModelTask? task = settings.Task == ModelTask.Tensors ? null : settings.Task;
        return
        [
            ("features", settings.Features), ("optional", settings.Optional), ("labels", settings.Labels), ("task", task),
            ("outputs", settings.Outputs), ("categories", settings.Categories),
        ];
    }

    private static void RequireFeatures(IEnumerable<string>? names, string setting, FeatureLayout layout)
    {
        var features = layout.Features.Select(feature => feature.Name).ToList();
        if (names?.Except(features).ToList() is { Count: > 0 } unknown)
            throw new ModelLoadException(
                $"model.json names {Quote.Names(unknown.Select(Quote.Short))} in \"{setting}\", which the model does not have; its "
                + $"features are {Quote.Names(features)}");
    }

    private static void RequireTexts(IEnumerable<string>? names, Signature signature, FeatureLayout layout)
    {
        foreach (var name in names ?? [])
            if (signature.Inputs[layout.Features.First(feature => feature.Name == name).Input].Type is not DataType.Bytes and var type)
                throw new ModelLoadException(
                    $"model.json lists categories of the feature '{name}', which is {type.Name}; expected a feature of texts");
    }
}
