using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>What a charge becomes, why and when.</summary>
/// <param name="State">The next one.</param>
/// <param name="Result">Why.</param>
/// <param name="At">When.</param>
/// <param name="IsFound">Whether money was found for a charge that had been given up.</param>
internal sealed record ChargeMove(string State, PaymentResult Result, DateTimeOffset At, bool IsFound = false);
