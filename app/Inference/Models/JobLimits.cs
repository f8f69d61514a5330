using System.Buffers.Binary;
using Platform.Inference.Faults;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>Judges a job before it runs: by its shapes, and by what it will take.</summary>
internal static class JobLimits
{
    /// <exception cref="ProtocolException">400 for empty inputs that the graph cannot be given; 413 for more memory than there is, or too
    /// long a text.</exception>
    /// <exception cref="RefusedException">There is not so much memory now.</exception>
    public static void Check(InferenceJob job)
    {
        if (job.Model.UnsafeOperator is { } unsafeOperator)
            CheckEmpty(job, unsafeOperator);
        for (var i = 0; i < job.Inputs.Length; i++)
            if (job.Model.Signature.Inputs[i].Type == DataType.Bytes)
                CheckTexts(job, i);
        var inputs = job.InputBytes;
        job.Memory.Require(2L * job.Bytes.Length + inputs + job.Model.Memory.Estimate(inputs));
    }

    /// <param name="job">The request.</param>
    /// <param name="unsafeOperator">Of the graph, for which it cannot be given any.</param>
    private static void CheckEmpty(InferenceJob job, string unsafeOperator)
    {
        for (var i = 0; i < job.Inputs.Length; i++)
            if (job.Inputs[i].ElementCount == 0)
                throw ProtocolException.BadRequest(
                    $"input '{job.Model.Signature.Inputs[i].Name}' of model '{job.Model.Name}' has shape "
                    + $"{Quote.Shape(job.Inputs[i].Shape)}, which is empty; expected every dimension from 1, as the model's graph has the "
                    + $"operator {unsafeOperator}");
    }

    private static void CheckTexts(InferenceJob job, int index)
    {
        var most = job.Model.Settings.MaxTextLength;
        var rest = job.Inputs[index].Payload;
        for (var i = 0; rest.Length > most; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length > most)
                throw new ProtocolException(
                    Fault.TooLarge,
                    $"element {i} of input '{job.Model.Signature.Inputs[index].Name}' has {length} bytes; model '{job.Model.Name}' takes "
                    + $"texts of at most {most} bytes (maxTextLength of its model.json)");
            rest = rest[(sizeof(int) + length)..];
        }
    }
}
