namespace Platform.Review.Rules;

/// <summary>How much a finding weighs; from <see cref="Warning"/> on, it fails the check.</summary>
internal enum Severity
{
    Note,
    Warning,
    Error,
}
