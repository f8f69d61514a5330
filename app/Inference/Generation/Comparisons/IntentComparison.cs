using Platform.Inference.Faults;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Http;
using Platform.Inference.Models;
using Platform.Inference.Releases;

namespace Platform.Inference.Generation.Comparisons;

/// <summary>An answer by what a message means, which the other version answers as well: both have said the same, or not.</summary>
/// <param name="answered">The version that has answered.</param>
/// <param name="call">What was asked.</param>
/// <param name="bytes">Of the request.</param>
/// <param name="answer">With its text.</param>
/// <param name="time">What its times are of.</param>
internal sealed class IntentComparison(ModelVersion answered, GenerationCall call, int bytes, TextJob answer, TimeProvider time)
    : IComparison
{
    private readonly string? _said = TextOf(answer);

    public ModelVersion Answered => answered;

    public bool IsLarge => bytes > TextComparison.MaxBytes;

    public async Task<Compared> AskAsync(InferenceJob other, CancellationToken stop)
    {
        if (other.Model.Intents is not { } intents)
            return new Compared(1, TimeOf(answer), default);
        try
        {
            var again = await intents.AnswerAsync(
                call, other.Model, row => (row.IsLesson, row.Deadline, row.CallerGone) = (true, other.Deadline, stop), time);
            return new Compared(TextOf(again) == _said ? 0 : 1, TimeOf(answer), TimeOf(again));
        }
        catch (ProtocolException)
        {
            return new Compared(1, TimeOf(answer), default);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>It is one piece, which the answer is still to be sent from.</summary>
    private static string? TextOf(TextJob job) => job.Pieces.TryPeek(out var text) ? text : null;

    private TimeSpan TimeOf(TextJob job) => time.GetElapsedTime(0, job.ComputeTicks);
}
