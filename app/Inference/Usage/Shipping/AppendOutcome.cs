namespace Platform.Inference.Usage.Shipping;

/// <summary>What became of an append, where an answer came.</summary>
internal enum AppendOutcome
{
    /// <summary>The bytes are there.</summary>
    Appended,

    /// <summary>The log has another length than was said: an answer was lost, most likely. Its length tells.</summary>
    Elsewhere,

    /// <summary>Not now: the same again.</summary>
    Busy,

    /// <summary>There is no such log.</summary>
    Missing,
}
