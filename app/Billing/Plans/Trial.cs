namespace Platform.Billing.Plans;

/// <summary>A plan to begin with.</summary>
/// <param name="Days">How long.</param>
/// <param name="Then">The plan that the subscription goes on as.</param>
internal sealed record Trial(int Days, string Then);
