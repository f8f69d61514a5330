namespace Platform.Inference.Models;

/// <summary>
/// How a version that is being released fares on this server: whom it answers, how often it says something else than the version in
/// service, and how often it fails. Taken back, it answers only those who name it, until its settings change or the server starts anew.
/// </summary>
/// <param name="model">Its name.</param>
/// <param name="settings">How it is released.</param>
/// <param name="parts">What requests are compared by, for messages.</param>
internal sealed class Release(string model, ReleaseSettings settings, string parts = "rows")
{
    /// <summary>Parts of a percent by which shares are told apart.</summary>
    private const int Parts = 100;

    private readonly OutcomeWindow _disagreements = new();
    private readonly OutcomeWindow _failures = new();
    private volatile string? _takenBack;
    private long _turn;
    private long _comparisons;
    private long _failed;
    private long _dropped;
    private double _disagreed;
    private double _ownSeconds;
    private double _otherSeconds;

    public ReleaseSettings Settings => settings;

    /// <summary>Why it is taken back; null while it is not.</summary>
    public string? TakenBack => _takenBack;

    /// <summary>Requests that both have answered.</summary>
    public long Comparisons => Volatile.Read(ref _comparisons);

    /// <summary>Of these, in how many both said different things; a request with rows counts by the share of its rows, a text by that of
    /// its tokens.</summary>
    public double Disagreements => Volatile.Read(ref _disagreed);

    /// <summary>Its runs that failed, compared or not.</summary>
    public long Failures => Volatile.Read(ref _failed);

    /// <summary>Requests that were not compared although it was their turn: too many were waiting, or they were too large.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Time of its runs that were compared.</summary>
    public double OwnSeconds => Volatile.Read(ref _ownSeconds);

    /// <summary>Time of the other version's.</summary>
    public double OtherSeconds => Volatile.Read(ref _otherSeconds);

    public bool TakesAll => settings.Stage == ReleaseStage.All && _takenBack is null;

    /// <summary>
    /// Whether it answers this caller, who asks for no version. Always the same for the same caller; nobody without a name is among a
    /// share.
    /// </summary>
    public bool Takes(string? caller) => _takenBack is null && (settings.Stage == ReleaseStage.All
        || settings.Stage == ReleaseStage.Share && caller is { Length: > 0 } && PlaceOf(caller) < settings.SharePercent * Parts);

    /// <summary>Whether it is this request's turn to be compared.</summary>
    public bool IsCompared()
    {
        var step = (long)(settings.ShadowPercent * Parts);
        if (step == 0 || _takenBack is not null)
            return false;
        var turn = Interlocked.Add(ref _turn, step);
        return turn / (100 * Parts) != (turn - step) / (100 * Parts);
    }

    public void Drop() => Interlocked.Increment(ref _dropped);

    /// <summary>Both have answered a request. One thread at a time.</summary>
    /// <param name="disagreement">Share of its rows, or tokens, of which they said different things.</param>
    /// <param name="own">How long its own run took.</param>
    /// <param name="other">How long the other's took.</param>
    /// <returns>Why it is taken back now; else null.</returns>
    public string? Compare(double disagreement, TimeSpan own, TimeSpan other)
    {
        Volatile.Write(ref _comparisons, _comparisons + 1);
        Volatile.Write(ref _disagreed, _disagreed + disagreement);
        Volatile.Write(ref _ownSeconds, _ownSeconds + own.TotalSeconds);
        Volatile.Write(ref _otherSeconds, _otherSeconds + other.TotalSeconds);
        var (known, percent) = _disagreements.Add((float)disagreement);
        return known >= settings.LeastComparisons && percent > settings.MaxDisagreementPercent
            ? TakeBack(
                $"it says something else of {percent:0.#} % of the {parts} than the version in service, and "
                + $"{settings.MaxDisagreementPercent:0.#} % are allowed") : null;
    }

    /// <summary>One of its runs has ended.</summary>
    /// <param name="failed">Whether it failed where it should not have: what callers get wrong is not its fault.</param>
    /// <returns>Why it is taken back now; else null.</returns>
    public string? Note(bool failed)
    {
        if (failed)
            Interlocked.Increment(ref _failed);
        var (known, percent) = _failures.Add(failed ? 1 : 0);
        return known >= settings.LeastComparisons && percent > settings.MaxErrorPercent
            ? TakeBack($"{percent:0.#} % of its runs failed, and {settings.MaxErrorPercent:0.#} % are allowed") : null;
    }

    /// <returns>The reason, for the first who takes it back; else null.</returns>
    public string? TakeBack(string reason) => Interlocked.CompareExchange(ref _takenBack, reason, null) is null ? reason : null;

    /// <summary>FNV-1a over the model, the version and the caller, so that not the same callers are the first each time.</summary>
    private int PlaceOf(string caller)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var letter in model)
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        hash = unchecked((hash ^ (uint)settings.Version) * 0x100000001B3);
        foreach (var letter in caller)
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        // Its low bits alone would tell names apart by their last letter
        hash ^= hash >> 32;
        hash = unchecked(hash * 0xD6E8FEB86659FD93);
        return (int)((hash ^ (hash >> 32)) % (100 * Parts));
    }
}
