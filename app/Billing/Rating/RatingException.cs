namespace Platform.Billing.Rating;

/// <summary>A period that cannot be rated without a guess.</summary>
internal sealed class RatingException(string message) : Exception(message);
