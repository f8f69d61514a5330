using Platform.Inference.Collection.Records;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Collection;

/// <summary>A call until it is written down: another job with its tensors, as its own goes on to the next request.</summary>
internal sealed class CollectedCall : ICollected
{
    public const string Inputs = "model_inputs", Outputs = "model_outputs";

    private readonly InferenceJob _copy;
    private readonly DateTimeOffset _at;

    private CollectedCall(InferenceJob copy, CollectTicket ticket, DateTimeOffset at) => (_copy, Ticket, _at) = (copy, ticket, at);

    public CollectTicket Ticket { get; }

    public long Bytes => _copy.InputBytes + _copy.OutputBytes;

    /// <returns>Null where the model is being dropped.</returns>
    public static CollectedCall? Of(InferenceJob job, CollectTicket ticket, DateTimeOffset at)
    {
        if (job.Model.TryRentJob() is not { } copy)
            return null;
        Copy(job.Inputs, copy.Inputs);
        Copy(job.Outputs, copy.Outputs);
        job.HasInput.CopyTo(copy.HasInput, 0);
        copy.Rows = job.Rows;
        return new CollectedCall(copy, ticket, at);
    }

    public void Write(RecordSink sink)
    {
        using var inputs = new PooledBytes();
        using var outputs = new PooledBytes();
        RecordRows.WriteInputs(_copy, inputs);
        RecordRows.WriteOutputs(_copy, outputs);
        var model = new RecordedModel(_copy.Model.Name, _copy.Model.Version, _copy.Model.Folder);
        sink.Add(this, model, (Inputs, "inputs"), (_at, null), inputs.Written.Span);
        sink.Add(this, model, (Outputs, "outputs"), (_at, null), outputs.Written.Span);
    }

    public void Return() => _copy.Model.ReturnJob(_copy);

    private static void Copy(Tensor[] from, Tensor[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i].SetShape(from[i].Shape);
            from[i].Payload.CopyTo(to[i].Resize(from[i].Length));
        }
    }
}
