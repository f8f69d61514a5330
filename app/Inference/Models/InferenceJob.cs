using Platform.Inference.Execution;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>One request to one model: what is run for it, what it asks for, and its bytes. Reused from request to request.</summary>
internal sealed class InferenceJob(ModelVersion model) : Job(model)
{
    public ModelVersion Model { get; } = model;

    /// <summary>Scratch: the shape of the input that is being read.</summary>
    public Tensor Shape { get; } = new();

    /// <summary>First the body of the request, then that of the answer.</summary>
    public PooledBytes Bytes { get; } = new();

    /// <summary>What the answer shall hold, in its order.</summary>
    public List<OutputRequest> Requested { get; } = [];

    /// <summary>The caller's own id of this request.</summary>
    public string? Id { get; set; }

    /// <summary>For formats that answer like they were asked: with an array, or with one object.</summary>
    public bool AnswersWithArray { get; set; }

    /// <summary>How long the caller lets the request wait, where it says so.</summary>
    public TimeSpan? Timeout { get; set; }

    public override void Reset()
    {
        base.Reset();
        Bytes.Reset();
        Requested.Clear();
        Id = null;
        Timeout = null;
        AnswersWithArray = false;
        // Last: only now is its memory free for others.
        Memory.Close();
    }
}
