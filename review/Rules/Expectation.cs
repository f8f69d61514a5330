using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <param name="Text">Completes the sentence <c>expected …</c>.</param>
internal sealed record Expectation(string Text, Predicate<InputValue> IsMet);
