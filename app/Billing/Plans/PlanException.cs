namespace Platform.Billing.Plans;

/// <summary>A plan that cannot be sold. The message lists every problem: what was given, what is allowed.</summary>
internal sealed class PlanException(string message) : Exception(message);
