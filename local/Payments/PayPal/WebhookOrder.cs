namespace Platform.Payments.PayPal;

/// <summary>A webhook to send.</summary>
/// <param name="Event">Its id.</param>
/// <param name="Type">Such as <c>PAYMENT.CAPTURE.COMPLETED</c>.</param>
/// <param name="Resource">The id of what it is about.</param>
/// <param name="SignedFor">The webhook id that the signature is made with; another than the receiver's makes it wrong.</param>
internal sealed record WebhookOrder(string Event, string Type, string Resource, string SignedFor);
