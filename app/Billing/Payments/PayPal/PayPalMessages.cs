using System.Text.Json.Serialization;

namespace Platform.Billing.Payments.PayPal;

/// <summary>What PayPal sends and takes, as far as it is used; its names in snake case.</summary>
/// <seealso href="https://developer.paypal.com/api/rest/"/>
internal static class PayPalMessages
{
    internal sealed record Amount(string CurrencyCode, string Value);

    internal sealed record Link(string Rel, Uri Href);

    internal sealed record AccessToken(string Token, int ExpiresIn)
    {
        [JsonPropertyName("access_token")]
        public string Token { get; } = Token;
    }

    internal sealed record ExperienceContext(Uri ReturnUrl, Uri CancelUrl, string ShippingPreference);

    internal sealed record SetupPayPal(
        string Description, string UsagePattern, string UsageType, bool PermitMultiplePaymentTokens, ExperienceContext ExperienceContext);

    internal sealed record SetupSource(SetupPayPal Paypal);

    internal sealed record SetupRequest(SetupSource PaymentSource);

    internal sealed record SetupToken(string Id, string Status, Link[]? Links);

    internal sealed record TokenReference(string Id, string Type);

    internal sealed record TokenSource(TokenReference Token);

    internal sealed record TokenRequest(TokenSource PaymentSource);

    internal sealed record Payer(string? EmailAddress, string? PayerId);

    internal sealed record PayerSource(Payer? Paypal);

    internal sealed record VaultCustomer(string Id);

    internal sealed record PaymentToken(string Id, VaultCustomer? Customer, PayerSource? PaymentSource);

    internal sealed record StoredCredential(string PaymentInitiator, string Usage, string UsagePattern);

    internal sealed record VaultedPayPal(string VaultId, StoredCredential StoredCredential);

    internal sealed record OrderSource(VaultedPayPal Paypal);

    internal sealed record PurchaseUnit(string InvoiceId, string CustomId, Amount Amount);

    internal sealed record OrderRequest(string Intent, PurchaseUnit[] PurchaseUnits, OrderSource PaymentSource);

    internal sealed record StatusDetails(string? Reason);

    internal sealed record Capture(string Id, string Status, StatusDetails? StatusDetails, string? InvoiceId, Amount? Amount);

    internal sealed record Payments(Capture[]? Captures);

    internal sealed record OrderedUnit(Payments? Payments);

    internal sealed record Order(string Id, string Status, OrderedUnit[]? PurchaseUnits);

    internal sealed record RefundRequest(Amount Amount, string InvoiceId, string NoteToPayer);

    internal sealed record Refund(string Id, string Status, Amount? Amount, Link[]? Links);

    internal sealed record DisputedTransaction(string? SellerTransactionId);

    internal sealed record DisputeOutcome(string? OutcomeCode);

    internal sealed record Dispute(
        string DisputeId, string Status, string? Reason, Amount? DisputeAmount, DisputedTransaction[]? DisputedTransactions,
        DisputeOutcome? DisputeOutcome);

    internal sealed record TransactionInfo(
        string TransactionId, string TransactionStatus, string? InvoiceId, string TransactionEventCode,
        DateTimeOffset TransactionInitiationDate,
        Amount? TransactionAmount);

    internal sealed record TransactionDetail(TransactionInfo TransactionInfo);

    internal sealed record Transactions(TransactionDetail[]? TransactionDetails, int TotalPages);

    internal sealed record ErrorDetail(string? Issue, string? Description, string? Field);

    internal sealed record PayPalError(string? Name, string? Message, string? DebugId, ErrorDetail[]? Details);

    internal sealed record WebhookResource(string? Id, string? DisputeId);

    internal sealed record WebhookEvent(string Id, string EventType, WebhookResource? Resource);
}
