namespace Platform.Billing.Payments;

/// <summary>What a webhook is about, whatever the provider calls it.</summary>
internal enum EventKind
{
    /// <summary>Nothing that billing does anything about.</summary>
    Other,

    /// <summary>A capture settled, failed or waits.</summary>
    Capture,

    /// <summary>Money went back to the customer.</summary>
    Refund,

    /// <summary>The provider took money back.</summary>
    Reversal,

    /// <summary>The customer disputes a payment.</summary>
    Dispute,

    /// <summary>A payment method is gone.</summary>
    MethodGone,
}
