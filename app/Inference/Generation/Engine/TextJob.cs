using System.Threading.Channels;
using Platform.Inference.Generation.Sampling;

namespace Platform.Inference.Generation.Engine;

/// <summary>One text that a caller asks for.</summary>
internal sealed class TextJob
{
    private readonly Channel<string> _pieces = Channel.CreateUnbounded<string>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>At least one token.</summary>
    public required int[] Prompt { get; init; }

    /// <summary>At least 1; with the prompt, no more than the window.</summary>
    public required int MaxTokens { get; init; }

    public SamplingSettings Sampling { get; init; } = SamplingSettings.Default;

    public string[] Stops { get; init; } = [];

    /// <summary>Whether pieces are given as they come, rather than all at the end.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Signalled when nobody waits for the text any more.</summary>
    public CancellationToken Gone { get; init; }

    /// <summary>When it stops being worth starting, in ticks of the time provider's timestamp; 0 is never.</summary>
    public long Deadline { get; init; }

    /// <summary>Keeps what the text is compared by, or says what it is made of; null where nobody compares it.</summary>
    public TokenTrail? Trail { get; set; }

    /// <summary>Tokens that it may come to have in the cache.</summary>
    public int MostTokens => Prompt.Length + MaxTokens;

    /// <summary>The text, piece by piece; ends with the exception that ended it, if one did.</summary>
    public ChannelReader<string> Pieces => _pieces.Reader;

    /// <summary>Tokens made so far, the one that ended it among them.</summary>
    public int Made { get; set; }

    /// <summary>Known once <see cref="Pieces"/> has ended.</summary>
    public FinishReason Reason { get => IsFiltered ? FinishReason.Filtered : field; private set; }

    /// <summary>Whether the filter of texts keeps a part of it back.</summary>
    public bool IsFiltered { get; private set; }

    /// <summary>Its share of the steps that it was in, in ticks of the time provider's timestamp.</summary>
    public long ComputeTicks { get; set; }

    public long QueuedAt { get; set; }

    public long StartedAt { get; set; }

    public long EndedAt { get; set; }

    public void Give(string piece) => _pieces.Writer.TryWrite(piece);

    public void Finish(FinishReason reason)
    {
        Reason = reason;
        _pieces.Writer.TryComplete();
    }

    /// <summary>Whatever ends it, the rest is kept back.</summary>
    public void Filter() => IsFiltered = true;

    public void Fail(Exception exception) => _pieces.Writer.TryComplete(exception);
}
