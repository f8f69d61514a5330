using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Workers;

/// <summary>The first message of a worker: what its model is like.</summary>
internal static class WorkerSignature
{
    public static void Write(WorkerFrame frame, Signature signature)
    {
        frame.Begin();
        frame.Write(1);
        WriteSpecs(frame, signature.Inputs);
        WriteSpecs(frame, signature.Outputs);
    }

    /// <exception cref="ModelLoadException">The worker could not load the model.</exception>
    public static Signature Read(WorkerFrame frame) => frame.ReadInt32() == 1
        ? new Signature(ReadSpecs(frame), ReadSpecs(frame))
        : throw new ModelLoadException(frame.ReadText());

    public static void WriteFailure(WorkerFrame frame, string message)
    {
        frame.Begin();
        frame.Write(0);
        frame.Write(message);
    }

    private static void WriteSpecs(WorkerFrame frame, TensorSpec[] specs)
    {
        frame.Write(specs.Length);
        foreach (var spec in specs)
        {
            frame.Write(spec.Name);
            frame.Write((int)spec.Type);
            frame.WriteShape(spec.Shape);
            frame.Write(spec.HasFreeRank ? 1 : 0);
            frame.Write(spec.IsOptional ? 1 : 0);
        }
    }

    private static TensorSpec[] ReadSpecs(WorkerFrame frame)
    {
        var specs = new TensorSpec[frame.ReadInt32()];
        for (var i = 0; i < specs.Length; i++)
            specs[i] = new TensorSpec(frame.ReadText(), (DataType)frame.ReadInt32(), frame.ReadShape())
            {
                HasFreeRank = frame.ReadInt32() == 1, IsOptional = frame.ReadInt32() == 1,
            };
        return specs;
    }
}
