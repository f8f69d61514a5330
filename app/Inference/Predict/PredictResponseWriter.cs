using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Predict;

/// <summary>Writes predictions: the label, and the probability of each class under its name.</summary>
internal static class PredictResponseWriter
{
    public static void Write(InferenceJob job, PredictPlan plan, bool asArray, PooledBytes buffer)
    {
        var predictions = new Predictions(job, plan);
        if (asArray)
            buffer.Append((byte)'[');
        for (var row = 0; row < predictions.Rows; row++)
        {
            if (row > 0)
                buffer.Append((byte)',');
            WriteRow(job, ref predictions, row, buffer);
        }

        if (asArray)
            buffer.Append((byte)']');
    }

    private static void WriteRow(InferenceJob job, ref Predictions predictions, int row, PooledBytes buffer)
    {
        buffer.Append("{\"model\":"u8);
        buffer.AppendString(job.Model.Name);
        buffer.Append(",\"version\":\""u8);
        buffer.AppendInteger(job.Model.Number);
        buffer.Append("\",\"prediction\":"u8);
        predictions.WriteNext(buffer);
        if (predictions.HaveProbabilities)
        {
            buffer.Append(",\"probabilities\":"u8);
            predictions.WriteProbabilities(row, buffer);
        }

        if (predictions.HaveOthers)
        {
            buffer.Append(",\"outputs\":"u8);
            predictions.WriteOthers(buffer);
        }

        buffer.Append((byte)'}');
    }
}
