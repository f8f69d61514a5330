namespace Platform.Billing.Payments.PayPal;

/// <summary>What PayPal's words for a failure mean to a charge.</summary>
/// <seealso href="https://developer.paypal.com/api/rest/reference/orders/v2/errors/"/>
internal static class PayPalIssues
{
    private static readonly string[] _already = ["DUPLICATE_INVOICE_ID", "ORDER_ALREADY_CAPTURED", "ORDER_ALREADY_COMPLETED"];

    private static readonly string[] _customer =
    [
        "INSTRUMENT_DECLINED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED", "AGREEMENT_ALREADY_CANCELLED", "TOKEN_EXPIRED",
        "PAYER_ACTION_REQUIRED",
        "TRANSACTION_LIMIT_EXCEEDED", "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED", "COMPLIANCE_VIOLATION",
        "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
        "TOKEN_ID_NOT_FOUND", "PAYMENT_SOURCE_CANNOT_BE_USED",
    ];

    /// <summary>The first call under the same id is not answered yet.</summary>
    public static bool IsInProgress(string? issue) => issue == "PREVIOUS_REQUEST_IN_PROGRESS";

    public static PaymentState StateOf(string? issue) => issue switch
    {
        null => PaymentState.Refused,
        _ when _already.Contains(issue) => PaymentState.AlreadyDone,
        _ when _customer.Contains(issue) || issue.StartsWith("PAYER_ACCOUNT_", StringComparison.Ordinal) => PaymentState.Declined,
        _ when IsInProgress(issue) => PaymentState.Unknown,
        _ => PaymentState.Refused,
    };
}
