using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>The model that a job is for, as far as its run is concerned.</summary>
internal interface IJobTarget
{
    string Name { get; }

    Signature Signature { get; }

    /// <summary>What its runs take.</summary>
    RunMemory Memory { get; }

    /// <summary>The job's caller is gone, and it need not wait any longer.</summary>
    void Leave(Job job);

    /// <summary>So many rows have run together.</summary>
    void RecordBatch(int rows);
}
