using System.Text;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Generation.Text;

namespace Platform.Inference.Generation.Engine;

/// <summary>A text in the making: what the engine knows of a <see cref="TextJob"/> once it has begun.</summary>
internal sealed class TextRow(TextJob job, TextTokenizer tokenizer) : IDisposable
{
    private readonly Sampler _sampler = new(job.Sampling, job.Prompt);
    private readonly TextStream _text = new(job.Stops);
    private readonly StringBuilder _whole = new();

    public TextJob Job => job;

    /// <summary>Tokens in the cache.</summary>
    public int Cached { get; set; }

    /// <summary>The newest token, which is not in the cache yet.</summary>
    public int Last { get; private set; }

    /// <summary>Keys and values of the prompt while it is being read; null before, and once the row is one of the batch.</summary>
    public KeyValues? Own { get; set; }

    public int Unread => job.Prompt.Length - Cached;

    /// <summary>Chooses the next token and gives what is text of it.</summary>
    /// <returns>Why the text ends with it; null where it goes on.</returns>
    public FinishReason? Take(Span<float> logits, SamplerScratch scratch, ReadOnlySpan<int> ends)
    {
        Last = _sampler.Next(logits, scratch, job.Trail?.Given(job.Made));
        job.Made++;
        Keep(logits, ends);
        if (ends.Contains(Last))
            return FinishReason.Stop;
        Give(_text.Add(tokenizer.BytesOf(Last)));
        return _text.IsStopped ? FinishReason.Stop : job.Made == job.MaxTokens ? FinishReason.Length : null;
    }

    public void Finish(FinishReason reason)
    {
        Give(_text.End());
        if (_whole.Length > 0)
            job.Give(_whole.ToString());
        job.Finish(reason);
    }

    public void Dispose() => Own?.Dispose();

    private void Keep(ReadOnlySpan<float> logits, ReadOnlySpan<int> ends)
    {
        if (job.Trail is not { } trail)
            return;
        var likeliest = Sampler.Likeliest(logits);
        trail.Add(new TokenTrail.Step(Last, likeliest, ends.Contains(likeliest)), job.ComputeTicks);
    }

    private void Give(string piece)
    {
        if (piece.Length == 0)
            return;
        if (job.IsStreamed)
            job.Give(piece);
        else
            _whole.Append(piece);
    }
}
