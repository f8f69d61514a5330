using Platform.Billing.Plans;

namespace Platform.Billing.Rating;

/// <summary>The plan of a subscription from an hour on, until the next phase.</summary>
internal sealed record Phase(long FromHour, PlanVersion Plan);
