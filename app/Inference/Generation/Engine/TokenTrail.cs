namespace Platform.Inference.Generation.Engine;

/// <summary>
/// The first tokens of a text, and at each of them which one its model held for the likeliest, whichever was drawn: what versions are
/// compared by, as chance has no part in it.
/// </summary>
/// <param name="given">Tokens that the text is made of, whatever the model would choose; null where it chooses.</param>
internal sealed class TokenTrail(int[]? given = null)
{
    /// <summary>Tokens kept of a text.</summary>
    public const int Longest = 64;

    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>What the text took up to the last of them, in ticks of the time provider's timestamp.</summary>
    public long ComputeTicks { get; private set; }

    /// <summary>The token that comes at this place; null where the model chooses.</summary>
    public int? Given(int at) => given?[at];

    /// <param name="step">Of the token that comes next.</param>
    /// <param name="computeTicks">What the text took so far.</param>
    public void Add(Step step, long computeTicks)
    {
        if (_steps.Count == Longest)
            return;
        _steps.Add(step);
        ComputeTicks = computeTicks;
    }

    /// <summary>How much a model that read this text would have gone on otherwise with it.</summary>
    /// <param name="reader">Of the model, which was given these tokens.</param>
    /// <returns>The share of tokens in whose place another was the likeliest; 1 where one of both would have ended the text and the other
    /// gone on.</returns>
    public double Disagreement(TokenTrail reader)
    {
        var different = 0;
        for (var i = 0; i < _steps.Count; i++)
        {
            if (i >= reader._steps.Count || reader._steps[i].Ends != _steps[i].Ends)
                return 1;
            different += !_steps[i].Ends && reader._steps[i].Likeliest != _steps[i].Likeliest ? 1 : 0;
        }

        return _steps.Count == 0 ? 0 : (double)different / _steps.Count;
    }

    /// <param name="Token">That the text has.</param>
    /// <param name="Likeliest">That the model held for the likeliest.</param>
    /// <param name="Ends">Whether the likeliest would have ended the text.</param>
    internal readonly record struct Step(int Token, int Likeliest, bool Ends);
}
