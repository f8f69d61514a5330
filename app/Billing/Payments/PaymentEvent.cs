namespace Platform.Billing.Payments;

/// <summary>A webhook whose signature holds. It only says where to look: its effect is read from the provider.</summary>
/// <param name="Id">The provider's; the same event may come again.</param>
/// <param name="Type">Such as <c>PAYMENT.CAPTURE.COMPLETED</c>.</param>
/// <param name="Resource">The id of what it is about: a capture, a refund, a token, a dispute.</param>
internal sealed record PaymentEvent(string Id, string Type, string Resource);
