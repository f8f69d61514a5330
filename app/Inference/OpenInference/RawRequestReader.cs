using Platform.Inference.Faults;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Reads a request that is nothing but the elements of the model's only input; its shape follows from their number.</summary>
internal static class RawRequestReader
{
    /// <exception cref="ProtocolException">400: the model has several inputs, or the bytes do not fill its shape.</exception>
    public static void Read(InferenceJob job, ReadOnlySpan<byte> body)
    {
        var inputs = job.Model.Signature.Inputs;
        if (job.Model.Signature.RequiredInputs != 1)
            throw ProtocolException.BadRequest(
                $"Raw request must only have 1 input (found 1) to be deduced but got {job.Model.Signature.RequiredInputs} inputs in "
                + $"'{job.Model.Name}' model configuration");

        var spec = inputs[0];
        var tensor = job.Inputs[0];
        tensor.SetShape(DeduceShape(job, spec, body.Length));
        if (spec.Type == DataType.Bytes)
            FillString(tensor, body);
        else
            BinaryData.Read(job.Model.Name, spec, tensor, body);
        job.HasInput[0] = true;
        job.CountRows();
        for (var i = 0; i < job.Outputs.Length; i++)
            job.Requested.Add(new OutputRequest(i, Binary: true));
    }

    private static void FillString(Tensor tensor, ReadOnlySpan<byte> body)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(tensor.Resize(sizeof(int)), body.Length);
        tensor.Append(body);
    }

    private static long[] DeduceShape(InferenceJob job, TensorSpec spec, int length)
    {
        // For a batching model the request is one row.
        long[] shape = [.. spec.ListedShape];
        if (job.Model.Settings.Batching is not null)
            shape[0] = 1;
        if (spec.Type == DataType.Bytes)
            return shape is [1] ? shape : throw ProtocolException.BadRequest(
                $"For BYTE datatype raw input '{spec.Name}', the model must have input shape [1]");

        if (shape.Count(dimension => dimension < 0) > 1)
            throw ProtocolException.BadRequest(
                $"The shape of the raw input '{spec.Name}' can not be deduced because there are more than one variable-sized dimension: "
                + $"{Quote.Shape(spec.Shape)}");
        var rowBytes = spec.Type.Size * Tensor.CountOf([.. shape.Where(dimension => dimension >= 0)]);
        var free = Array.IndexOf(shape, -1);
        if (free >= 0)
            shape[free] = rowBytes == 0 ? 0 : length / rowBytes;
        return shape;
    }
}
