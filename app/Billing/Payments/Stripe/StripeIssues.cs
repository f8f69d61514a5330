using System.Net;
using global::Stripe;

namespace Platform.Billing.Payments.Stripe;

/// <summary>What Stripe's errors mean to a charge or a refund.</summary>
/// <seealso href="https://docs.stripe.com/error-handling"/>
internal static class StripeIssues
{
    public static PaymentState StateOf(StripeException error) => error switch
    {
        { HttpStatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or 0 } =>
            PaymentState.Unknown,
        { StripeError.Type: "card_error" } => PaymentState.Declined,
        // The card was taken back, or its customer is gone
        { StripeError.Code: "resource_missing" or "payment_method_customer_decline" or "payment_method_provider_decline" } =>
            PaymentState.Declined,
        _ => PaymentState.Refused,
    };

    /// <summary>The most exact word that there is.</summary>
    public static string IssueOf(StripeException error)
        => error.StripeError?.DeclineCode ?? error.StripeError?.Code ?? error.StripeError?.Type
        ?? ((int)error.HttpStatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
