namespace Platform.Billing.Payments;

/// <summary>What became of a charge, as far as the provider's answer tells.</summary>
internal enum PaymentState
{
    /// <summary>The money is there.</summary>
    Captured,

    /// <summary>It settles later: an eCheck, a review.</summary>
    Pending,

    /// <summary>The customer's bank or account refused; another attempt may do.</summary>
    Declined,

    /// <summary>No answer, or one that tells nothing: it may have happened.</summary>
    Unknown,

    /// <summary>An earlier call under another key took the money of this invoice: it must be looked up.</summary>
    AlreadyDone,

    /// <summary>The request was wrong, which no repetition mends: somebody must look.</summary>
    Refused,
}
