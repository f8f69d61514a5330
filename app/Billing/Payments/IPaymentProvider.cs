using Platform.Billing.Money;

namespace Platform.Billing.Payments;

/// <summary>Who moves the money. Every call can be made again under its key.</summary>
internal interface IPaymentProvider
{
    string Name { get; }

    /// <summary>Whether it refuses a second payment of an invoice itself; who does not is asked before each new charge.</summary>
    bool TakesInvoiceOnce { get; }

    /// <summary>How long a call is known by its key.</summary>
    TimeSpan KeyLives { get; }

    /// <summary>What can be charged.</summary>
    CurrencyTable Currencies { get; }

    /// <summary>Asks whether the credentials hold.</summary>
    /// <exception cref="PaymentException">They are refused.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Begins a payment method.</summary>
    /// <param name="key">The same one gives the same approval.</param>
    /// <param name="returnTo">Where the customer comes back to once it is approved.</param>
    /// <param name="cancelTo">Where the customer comes back to without.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PaymentException">The provider refuses.</exception>
    Task<MethodStart> StartMethodAsync(string key, Uri returnTo, Uri cancelTo, CancellationToken cancellationToken);

    /// <summary>Takes a payment method that the customer approved.</summary>
    /// <exception cref="PaymentException">It is not approved, or not any more.</exception>
    Task<ApprovedMethod> FinishMethodAsync(string key, string setup, CancellationToken cancellationToken);

    /// <summary>Charges once, however often it is called with the same key.</summary>
    Task<PaymentResult> ChargeAsync(ChargeRequest charge, CancellationToken cancellationToken);

    /// <summary>What became of an invoice's payment, by the invoice's number.</summary>
    /// <param name="invoiceNumber">Of the invoice.</param>
    /// <param name="from">When the first attempt was made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where the provider has none, which it may say for some hours after there is one.</returns>
    Task<PaymentResult?> FindAsync(string invoiceNumber, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>What became of a capture.</summary>
    /// <returns>Null where the provider says that it has none of this id.</returns>
    Task<PaymentResult?> ReadAsync(string capture, CancellationToken cancellationToken);

    /// <summary>Gives money back.</summary>
    /// <param name="key">The same one refunds once.</param>
    /// <param name="capture">What it is taken from.</param>
    /// <param name="amountMicros">A multiple of the currency's smallest amount.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RefundResult> RefundAsync(string key, string capture, long amountMicros, string currency, CancellationToken cancellationToken);

    /// <summary>What became of a refund, or of a reversal.</summary>
    /// <param name="refund">The provider's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where the provider says that it has none of this id.</returns>
    Task<RefundResult?> ReadRefundAsync(string refund, CancellationToken cancellationToken);

    /// <summary>How a dispute stands.</summary>
    /// <returns>Null where it is about no capture.</returns>
    Task<DisputeResult?> ReadDisputeAsync(string dispute, CancellationToken cancellationToken);

    /// <summary>Everything that the provider moved.</summary>
    /// <param name="from">Included.</param>
    /// <param name="to">Not included; some hours ago, as a provider's lists lag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null without an answer.</returns>
    Task<IReadOnlyList<Movement>?> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>What events of a type are about.</summary>
    EventKind KindOf(string type);

    /// <summary>Reads a webhook.</summary>
    /// <param name="raw">Its body, byte for byte.</param>
    /// <param name="headers">Its headers, by name in any case.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SignatureException">The provider did not sign it.</exception>
    /// <exception cref="HttpRequestException">That cannot be told now.</exception>
    Task<PaymentEvent> ReadWebhookAsync(
        ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}
