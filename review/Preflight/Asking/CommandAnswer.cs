namespace Platform.Review.Preflight.Asking;

/// <summary>How a program ended, and what it said.</summary>
internal sealed record CommandAnswer(int ExitCode, string Output, string Error);
