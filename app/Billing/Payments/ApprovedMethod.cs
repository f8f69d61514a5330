namespace Platform.Billing.Payments;

/// <summary>A payment method that can be charged without the customer.</summary>
/// <param name="Token">What charges name.</param>
/// <param name="Customer">The provider's id of the payer.</param>
/// <param name="Label">As the customer knows it, such as an e-mail address.</param>
internal sealed record ApprovedMethod(string Token, string Customer, string Label);
