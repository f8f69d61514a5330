namespace Platform.Billing.Notices;

/// <summary>What a customer is told of.</summary>
internal enum NoticeKind
{
    /// <summary>80 % of what a period includes is used.</summary>
    QuotaNear,

    /// <summary>All of what a period includes is used.</summary>
    QuotaReached,

    InvoiceIssued,

    PaymentFailed,

    /// <summary>Calls are not answered any more, until an invoice is paid.</summary>
    Suspended,

    /// <summary>Calls are answered again.</summary>
    ActiveAgain,

    /// <summary>The subscription ended, as an invoice was not paid.</summary>
    Ended,

    /// <summary>Something may be collected, may not be any more, or was erased.</summary>
    ConsentChanged,
}
