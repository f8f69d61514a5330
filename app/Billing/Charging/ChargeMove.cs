using Platform.Billing.Payments;

namespace Platform.Billing.Charging;

/// <summary>What a charge becomes, why and when.</summary>
internal sealed record ChargeMove(string State, PaymentResult Result, DateTimeOffset At);
