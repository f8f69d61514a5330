using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Collection.Records;

/// <summary>
/// A call's rows as a table has them: an array of objects, features by name, and of answers the prediction and how sure the model is.
/// </summary>
internal static class RecordRows
{
    /// <summary>The predicted class.</summary>
    public const string Label = "label";

    /// <summary>A number where that is all that is predicted.</summary>
    public const string Prediction = "prediction";

    /// <summary>The largest probability.</summary>
    public const string Confidence = "confidence";

    public static void WriteInputs(InferenceJob job, PooledBytes buffer)
    {
        var inputs = Values(job.Model.Signature.Inputs, job.Inputs);
        if (job.Model.Predict is not { } plan || !Array.TrueForAll(plan.Features, feature => Fits(job, feature, plan)))
        {
            WriteByName(job, [.. inputs.Where((_, index) => job.HasInput[index])], buffer);
            return;
        }

        WriteRows(job.Rows, buffer, row =>
        {
            for (var i = 0; i < plan.Features.Length; i++)
            {
                var feature = plan.Features[i];
                WriteName(i == 0, feature.Name, buffer);
                inputs[feature.Input].WriteElement((row * plan.Layout.Widths[feature.Input]) + feature.Column, buffer);
            }
        });
    }

    public static void WriteOutputs(InferenceJob job, PooledBytes buffer)
    {
        var outputs = Values(job.Model.Signature.Outputs, job.Outputs);
        if (job.Model.Predict is { Outputs.HaveClass: true } plan && Array.TrueForAll(outputs, output => output.HasRows(job.Rows)))
            WritePredictions(job, plan, outputs, buffer);
        else if (job.Model.Predict is { Outputs.Values: [var only] } && outputs[only].HasRows(job.Rows))
            WriteRows(job.Rows, buffer, row =>
            {
                WriteName(isFirst: true, Prediction, buffer);
                outputs[only].WriteRow(row, buffer);
            });
        else
            WriteByName(job, outputs, buffer);
    }

    private static void WritePredictions(InferenceJob job, PredictPlan plan, TensorValues[] outputs, PooledBytes buffer)
    {
        var predictions = new Predictions(job, plan);
        buffer.Append((byte)'[');
        for (var row = 0; row < job.Rows; row++)
        {
            buffer.Append(row == 0 ? "{"u8 : ",{"u8);
            WriteName(isFirst: true, Label, buffer);
            predictions.WriteNext(buffer);
            if (predictions.HaveProbabilities)
                WriteProbabilities(plan.Outputs, outputs[plan.Outputs.Probabilities], row, buffer);

            foreach (var value in plan.Outputs.Values)
            {
                WriteName(isFirst: false, outputs[value].Name, buffer);
                outputs[value].WriteRow(row, buffer);
            }

            buffer.Append((byte)'}');
        }

        buffer.Append((byte)']');
    }

    /// <summary>One column a class, and how sure the model is.</summary>
    private static void WriteProbabilities(PredictOutputs outputs, TensorValues probabilities, int row, PooledBytes buffer)
    {
        var names = outputs.Classes.Names;
        for (var i = 0; i < names.Length; i++)
        {
            WriteName(isFirst: false, $"probabilities.{names[i]}", buffer);
            probabilities.WriteElement((row * names.Length) + i, buffer);
        }

        if (probabilities.Largest(row) is not (var largest and (>= double.MinValue and <= double.MaxValue)))
            return;
        WriteName(isFirst: false, Confidence, buffer);
        buffer.AppendSingle((float)largest);
    }

    /// <summary>What has rows of its own by row; else all of it is one.</summary>
    private static void WriteByName(InferenceJob job, TensorValues[] values, PooledBytes buffer)
    {
        var areRows = job.Model.Signature.HasRows && Array.TrueForAll(values, value => value.HasRows(job.Rows));
        WriteRows(areRows ? job.Rows : 1, buffer, row =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                WriteName(i == 0, values[i].Name, buffer);
                if (areRows)
                    values[i].WriteRow(row, buffer);
                else
                    values[i].WriteWhole(buffer);
            }
        });
    }

    private static void WriteRows(int rows, PooledBytes buffer, Action<int> write)
    {
        buffer.Append((byte)'[');
        for (var row = 0; row < rows; row++)
        {
            buffer.Append(row == 0 ? "{"u8 : ",{"u8);
            write(row);
            buffer.Append((byte)'}');
        }

        buffer.Append((byte)']');
    }

    private static void WriteName(bool isFirst, string name, PooledBytes buffer)
    {
        if (!isFirst)
            buffer.Append((byte)',');
        buffer.AppendString(name);
        buffer.Append((byte)':');
    }

    /// <summary>A request by tensors may have other shapes than one by names.</summary>
    private static bool Fits(InferenceJob job, FeatureColumn feature, PredictPlan plan)
        => job.HasInput[feature.Input] && job.Inputs[feature.Input].ElementCount == (long)job.Rows * plan.Layout.Widths[feature.Input];

    private static TensorValues[] Values(TensorSpec[] specs, Tensor[] tensors)
        => [.. specs.Zip(tensors, (spec, tensor) => new TensorValues(spec, tensor))];
}
