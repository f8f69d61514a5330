namespace Platform.Billing.Rating;

/// <summary>How much something keeps for a subscription.</summary>
/// <param name="Source">What keeps it.</param>
/// <param name="FromHour">From when on, until the next level of the same source.</param>
/// <param name="Bytes">0 or more.</param>
internal sealed record StoredLevel(string Source, long FromHour, long Bytes);
