using System.Buffers.Binary;
using Platform.Inference.Execution;
using Platform.Inference.Tensors;

namespace Platform.Inference.Workers;

/// <summary>Gives each of several jobs its own rows of an output that they have together.</summary>
internal static class OutputRows
{
    /// <exception cref="NotBatchableException">The output's first dimension is not the batch.</exception>
    public static void Split(Tensor all, TensorSpec spec, ReadOnlySpan<Job> jobs, int index)
    {
        long total = 0;
        foreach (var job in jobs)
            total += job.Rows;
        if (all.Rank == 0 || all.Rows != total)
            throw new NotBatchableException(spec.Name, total, all.Shape.ToArray());

        var elements = all.ElementCount / total;
        var rest = all.Payload;
        foreach (var job in jobs)
        {
            var bytes = LengthOf(rest, spec, elements * job.Rows);
            job.Outputs[index].SetShape(all.Shape);
            job.Outputs[index].SetRows(job.Rows);
            rest[..bytes].CopyTo(job.Outputs[index].Resize(bytes));
            rest = rest[bytes..];
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> payload, TensorSpec spec, long elements)
    {
        if (spec.Type != DataType.Bytes)
            return (int)(elements * spec.Type.Size);
        var length = 0;
        for (long i = 0; i < elements; i++)
            length += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(payload[length..]);
        return length;
    }
}
