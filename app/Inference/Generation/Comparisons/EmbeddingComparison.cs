using Platform.Inference.Faults;
using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Models;
using Platform.Inference.Releases;

namespace Platform.Inference.Generation.Comparisons;

/// <summary>Embeddings, which the other version makes as well. A text differs where they point elsewhere.</summary>
/// <param name="answered">The version that has answered.</param>
/// <param name="texts">That were sent.</param>
/// <param name="answer">The embedding of each, of length 1, and what all took, in ticks of the time provider's timestamp.</param>
/// <param name="bytes">Of the request.</param>
/// <param name="time">What its times are of.</param>
internal sealed class EmbeddingComparison(
    ModelVersion answered, string[] texts, (float[][] Vectors, long Ticks) answer, int bytes, TimeProvider time) : IComparison
{
    /// <summary>Texts of a request that are compared, the first.</summary>
    public const int Most = 16;

    /// <summary>Cosine of two embeddings of one text, below which they differ.</summary>
    public const float LeastSimilarity = 0.95f;

    public ModelVersion Answered => answered;

    public bool IsLarge => bytes > TextComparison.MaxBytes;

    public async Task<Compared> AskAsync(InferenceJob other, CancellationToken stop)
    {
        var (compared, different, ticks) = (Math.Min(texts.Length, Most), 0, 0L);
        for (var i = 0; i < compared; i++)
        {
            var (vector, taken) = await TryEncodeAsync(other, texts[i], stop);
            different += vector?.Length == answer.Vectors[i].Length && TextEncoder.Product(vector, answer.Vectors[i]) >= LeastSimilarity
                ? 0 : 1;
            ticks += taken;
        }

        return new Compared(
            (double)different / compared, time.GetElapsedTime(0, answer.Ticks * compared / texts.Length), time.GetElapsedTime(0, ticks));
    }

    public void Dispose()
    {
    }

    /// <summary>Null for a text that the other version refuses.</summary>
    private static async Task<(float[]? Vector, long Ticks)> TryEncodeAsync(InferenceJob other, string text, CancellationToken stop)
    {
        if (other.Model.Encoder is not { } encoder)
            return default;
        try
        {
            return await encoder.EncodeAsync(
                other.Model, EmbeddingInputs.Encode(encoder, other.Model.Name, text, "input"),
                job => (job.IsLesson, job.Deadline, job.CallerGone) = (true, other.Deadline, stop));
        }
        catch (ProtocolException)
        {
            return default;
        }
    }
}
