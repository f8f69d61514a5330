namespace Platform.Review.Preflight;

/// <summary>What an obstacle does to the first <c>up</c>.</summary>
internal enum Weight
{
    /// <summary>It may, or will later.</summary>
    Warning,

    /// <summary>Nobody knows: Azure did not answer.</summary>
    Unknown,

    /// <summary>It stops it.</summary>
    Blocks,
}
