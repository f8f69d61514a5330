using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <param name="Found">What is there; the value itself, unless given.</param>
internal sealed record Violation(InputValue At, string Expected, string? Found = null);
