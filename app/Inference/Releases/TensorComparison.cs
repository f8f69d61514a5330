using Platform.Inference.Models;

namespace Platform.Inference.Releases;

/// <summary>Rows, which the other version computes as well.</summary>
/// <param name="answered">With its outputs; given back in the end.</param>
/// <param name="time">What jobs' times are of.</param>
internal sealed class TensorComparison(InferenceJob answered, TimeProvider time) : IComparison
{
    /// <summary>A request with more is not compared, as it would be kept for as long.</summary>
    public const long MaxBytes = 1 << 20;

    public ModelVersion Answered => answered.Model;

    public bool IsLarge => answered.InputBytes > MaxBytes;

    public async Task<Compared> AskAsync(InferenceJob other, CancellationToken stop)
    {
        Copy(answered, other);
        await other.Model.InferAsync(other);
        return new Compared(Agreement.Disagreement(answered, other), Took(answered), Took(other));
    }

    public void Dispose() => answered.Model.ReturnJob(answered);

    private TimeSpan Took(InferenceJob job) => time.GetElapsedTime(job.StartedAt, job.ComputedAt);

    private static void Copy(InferenceJob from, InferenceJob to)
    {
        for (var i = 0; i < from.Inputs.Length; i++)
        {
            to.HasInput[i] = from.HasInput[i];
            to.Inputs[i].SetShape(from.Inputs[i].Shape);
            from.Inputs[i].Payload.CopyTo(to.Inputs[i].Resize(from.Inputs[i].Length));
        }

        (to.Rows, to.RowsOfRun) = (from.Rows, from.RowsOfRun);
    }
}
