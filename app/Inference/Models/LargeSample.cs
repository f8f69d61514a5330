using System.Buffers.Binary;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>A large input for a model: many rows of zeros, or one long text of short words, of which a text can have the most.</summary>
internal static class LargeSample
{
    /// <returns>False for a model that has no such inputs.</returns>
    public static bool TryFill(InferenceJob job, int bytes)
    {
        WarmUpSample.Fill(job);
        var specs = job.Model.Signature.Inputs;
        var hasTexts = Array.Exists(specs, spec => spec.Type == DataType.Bytes);
        var rows = hasTexts ? 1 : (int)(bytes / Math.Max(1, specs.Sum(spec => spec.LeastBytes)));
        rows = Math.Min(rows, job.Model.Settings.Batching?.MaxBatchSize ?? int.MaxValue);
        if (rows < 1 || !hasTexts && rows == 1)
            return false;
        for (var i = 0; i < specs.Length; i++)
            if (specs[i].Type == DataType.Bytes)
                FillText(job.Inputs[i], Math.Min(bytes, job.Model.Settings.MaxTextLength));
            else
                FillRows(job.Inputs[i], specs[i], rows);
        job.Rows = rows;
        return true;
    }

    private static void FillRows(Tensor tensor, TensorSpec spec, int rows)
    {
        tensor.SetRows(rows);
        tensor.Resize((int)(rows * spec.LeastBytes)).Clear();
    }

    private static void FillText(Tensor tensor, int length)
    {
        if (tensor.ElementCount != 1)
            return;
        var payload = tensor.Resize(sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(payload, length);
        for (var i = 0; i < length; i++)
            payload[sizeof(int) + i] = (byte)(i % 2 == 0 ? 'a' + i / 2 % 26 : ' ');
    }
}
