using System.Text;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>How named features become a model's tensors, and its tensors a label and probabilities.</summary>
/// <param name="Features">In the model's order.</param>
/// <param name="Label">Index of the output with the predicted class, or -1.</param>
/// <param name="Probabilities">Index of the output with one probability per class, or -1.</param>
/// <param name="Value">Index of the output with a predicted number, for models without classes, or -1.</param>
/// <param name="Labels">UTF-8 names of the classes, in the order of the probabilities; empty where classes name themselves.</param>
internal sealed record PredictPlan(FeatureColumn[] Features, int Label, int Probabilities, int Value, byte[][] Labels)
{
    /// <returns>Null for a model that does not take rows of features, such as one on images.</returns>
    /// <exception cref="ModelLoadException"><c>features</c> or <c>labels</c> of model.json do not fit the model.</exception>
    public static PredictPlan? TryCreate(Signature signature, ModelSettings settings)
    {
        if (FindFeatures(signature, settings) is not { } features)
            return null;
        var outputs = signature.Outputs;
        var label = Array.FindIndex(outputs, output => output is { Type: DataType.Int64 or DataType.Bytes, Shape: [-1] or [-1, 1] });
        var probabilities = Array.FindIndex(outputs, output => output is { Type: DataType.Fp32, Shape: [-1, > 1] });
        var value = Array.FindIndex(outputs, output => output is { Type: DataType.Fp32, Shape: [-1] or [-1, 1] });
        if (label < 0 && probabilities < 0 && value < 0)
            return null;

        var labels = settings.Labels ?? [];
        if (probabilities >= 0 && labels.Length > 0 && labels.Length != outputs[probabilities].Shape[1])
            throw new ModelLoadException($"model.json names {labels.Length} labels, but output '{outputs[probabilities].Name}' has {outputs[probabilities].Shape[1]} classes");
        return new PredictPlan(features, label, probabilities, value, [.. labels.Select(Encoding.UTF8.GetBytes)]);
    }

    private static FeatureColumn[]? FindFeatures(Signature signature, ModelSettings settings)
    {
        var inputs = signature.Inputs;
        if (inputs is [{ Shape: [-1, > 0 and var columns], Type: DataType.Fp32 or DataType.Fp64 or DataType.Int64 or DataType.Int32 }] && settings.Features is { } names)
        {
            if (names.Length != columns)
                throw new ModelLoadException($"model.json names {names.Length} features, but input '{inputs[0].Name}' has {columns} columns");
            return [.. names.Select((name, column) => new FeatureColumn(name, 0, column))];
        }

        var isOnePerFeature = inputs.All(input => input.Shape is [-1] or [-1, 1] && input.Type is
            DataType.Fp32 or DataType.Fp64 or DataType.Int64 or DataType.Int32 or DataType.Bytes);
        return isOnePerFeature && (inputs.Length > 1 || settings.Features is not null)
            ? [.. inputs.Select((input, index) => new FeatureColumn(settings.Features is { } given && given.Length == inputs.Length ? given[index] : input.Name, index, 0))]
            : null;
    }
}
