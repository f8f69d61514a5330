using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Predict;

/// <summary>Reads one object of named features, or an array of them, into a job.</summary>
internal static class PredictRequestReader
{
    /// <returns>True when the body is an array, and the answer shall be one.</returns>
    /// <exception cref="ProtocolException">400, naming the features that are unknown, missing, given twice or not of the right
    /// type.</exception>
    public static bool Read(InferenceJob job, PredictPlan plan, ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        cursor.ExpectBody("an object of features, or an array of them");
        var rows = new FeatureRows(job, plan) { AreNumbered = cursor.TryTake((byte)'[') };
        if (rows.AreNumbered)
            ReadArray(ref cursor, ref rows);
        else
            rows.ReadObject(ref cursor);
        cursor.ExpectEnd();
        rows.Finish();
        return rows.AreNumbered;
    }

    private static void ReadArray(ref JsonCursor cursor, ref FeatureRows rows)
    {
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
            rows.ReadObject(ref cursor);
    }
}
