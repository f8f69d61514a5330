namespace Platform.Inference.Releases;

/// <summary>What came out where two versions were asked the same.</summary>
/// <param name="Disagreement">From 0 to 1: how much of what they said differs.</param>
/// <param name="Answered">How long the run took of the version that has answered.</param>
/// <param name="Other">How long the other's took.</param>
internal readonly record struct Compared(double Disagreement, TimeSpan Answered, TimeSpan Other);
