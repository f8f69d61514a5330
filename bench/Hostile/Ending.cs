namespace Platform.Bench.Hostile;

/// <summary>What an attack does when it has sent all.</summary>
internal enum Ending
{
    /// <summary>Reads the answer, until the server closes or nothing comes any more.</summary>
    Read,

    /// <summary>Resets the connection at once.</summary>
    BreakOff,

    /// <summary>Reads nothing for a second, then resets the connection.</summary>
    Stay,
}
