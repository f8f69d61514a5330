namespace Platform.Review.Preflight;

/// <summary>What an <c>up</c> would trip over.</summary>
/// <param name="Check">Which check found it: <c>providers</c>.</param>
/// <param name="What">As a sentence without its full stop.</param>
/// <param name="Mend">The command that mends it, or what to do where none does.</param>
internal sealed record Obstacle(string Check, Weight Weight, string What, string Mend);
