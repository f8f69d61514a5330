using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Http;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Models;
using Platform.Inference.Releases;

namespace Platform.Inference.Generation.Comparisons;

/// <summary>
/// A text that one version has written, which the other reads token by token: at each, both say which is the likeliest. Drawing has no part
/// in it, and one token that differs does not make all after it differ.
/// </summary>
/// <param name="answered">The version that has written it.</param>
/// <param name="call">What was asked.</param>
/// <param name="bytes">Of the request.</param>
/// <param name="budget">Of memory, of which the other version's text takes a part.</param>
/// <param name="time">Of deadlines.</param>
internal sealed class TextComparison(ModelVersion answered, GenerationCall call, int bytes, MemoryBudget budget, TimeProvider time)
    : IComparison
{
    /// <summary>A request with more is not compared, as it would be kept for as long.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>A longer prompt is not compared, as reading it would cost far more than the text.</summary>
    public const int MaxPromptTokens = 2_048;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public ModelVersion Answered => answered;

    public bool IsLarge => bytes > MaxBytes;

    /// <summary>Of the text that is compared; kept while it is written.</summary>
    public TokenTrail Trail { get; } = new();

    public async Task<Compared> AskAsync(InferenceJob other, CancellationToken stop)
    {
        if (other.Model.Generator is not { } generator || TryRead(other, generator) is not { } asked)
            return Of(1, default);
        if (asked.Prompt.Length > MaxPromptTokens)
            throw new RefusedException($"the prompt has {asked.Prompt.Length} tokens; expected at most {MaxPromptTokens}");
        if (generator.Waiting > 0)
            throw new RefusedException($"{generator.Waiting} texts of callers wait");
        var tokens = TokensFor(generator);
        using var gone = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone.Token, stop);
        var text = new TextJob
        {
            Prompt = asked.Prompt,
            MaxTokens = tokens?.Length ?? Math.Min(asked.MaxTokens, TokenTrail.Longest),
            Sampling = asked.Sampling,
            Stops = asked.Stops,
            Deadline = other.Deadline,
            Gone = either.Token,
            Trail = new TokenTrail(tokens),
        };
        generator.Submit(text);
        await foreach (var _ in text.Pieces.ReadAllAsync(CancellationToken.None))
        {
        }

        if (text.Reason == FinishReason.Left)
            throw new RefusedException($"it was not read within {_patience.TotalSeconds} s, or the server stops");
        return Of(tokens is null ? TextsDiffer(generator, text.Trail) : Trail.Disagreement(text.Trail), TimeOf(text.Trail));
    }

    public void Dispose()
    {
    }

    /// <summary>What the other version makes of the request; null where it refuses it.</summary>
    /// <exception cref="RefusedException">Others have the memory now.</exception>
    private TextJob? TryRead(InferenceJob other, TextGenerator generator)
    {
        try
        {
            var asked = TextJobs.Create(call, other.Model.Name, generator, TextTier.Unlimited, default);
            other.Memory.Open(budget);
            other.Memory.Require(generator.MemoryOf(asked.Prompt.Length + TokenTrail.Longest));
            return asked;
        }
        catch (ProtocolException)
        {
            return null;
        }
    }

    /// <summary>Those of the text, for a version to which they are the same; null for one that has others, and writes by itself.</summary>
    private int[]? TokensFor(TextGenerator other)
        => Trail.Steps.All(step => IsAlike(step.Token, other) && IsAlike(step.Likeliest, other))
            ? [.. Trail.Steps.Select(step => step.Token)] : null;

    private bool IsAlike(int token, TextGenerator other)
        => token < other.Vocabulary && answered.Generator!.Tokenizer.BytesOf(token).SequenceEqual(other.Tokenizer.BytesOf(token));

    /// <summary>1 where both differ as far as they are known: of a long text only the beginning is.</summary>
    private double TextsDiffer(TextGenerator other, TokenTrail written)
    {
        var (one, two) = (BytesOf(Trail, answered.Generator!), BytesOf(written, other));
        var shared = Math.Min(one.Length, two.Length);
        var isShorterCut = (one.Length < two.Length ? Trail : written).Steps.Count == TokenTrail.Longest;
        return one[..shared].SequenceEqual(two[..shared]) && (one.Length == two.Length || isShorterCut) ? 0 : 1;
    }

    private static byte[] BytesOf(TokenTrail trail, TextGenerator generator)
        => [.. trail.Steps.SelectMany(step => generator.Tokenizer.BytesOf(step.Token).ToArray())];

    private Compared Of(double disagreement, TimeSpan other) => new(disagreement, TimeOf(Trail), other);

    private TimeSpan TimeOf(TokenTrail trail) => time.GetElapsedTime(0, trail.ComputeTicks);
}
