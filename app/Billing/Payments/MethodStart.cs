namespace Platform.Billing.Payments;

/// <summary>A payment method that the customer still has to approve.</summary>
/// <param name="Setup">The provider's id of the approval.</param>
/// <param name="ApproveAt">Where the customer approves it.</param>
internal sealed record MethodStart(string Setup, Uri ApproveAt);
