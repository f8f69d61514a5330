namespace Platform.Review.Costs;

/// <summary>Something in the plan that may cost something, and is not in the sum.</summary>
/// <param name="Path">The resource's path.</param>
/// <param name="Reason">What is not known.</param>
internal sealed record NotPriced(string Path, string Type, string Reason);
