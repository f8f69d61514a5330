namespace Platform.Billing.Payments;

/// <summary>Who moves the money. Every call can be made again under its key.</summary>
internal interface IPaymentProvider
{
    string Name { get; }

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
    Task<PaymentResult> ReadAsync(string capture, CancellationToken cancellationToken);

    /// <summary>Gives money back.</summary>
    /// <param name="key">The same one refunds once.</param>
    /// <param name="capture">What it is taken from.</param>
    /// <param name="amountMicros">A multiple of the currency's smallest amount.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RefundResult> RefundAsync(string key, string capture, long amountMicros, string currency, CancellationToken cancellationToken);

    /// <summary>Reads a webhook.</summary>
    /// <param name="raw">Its body, byte for byte.</param>
    /// <param name="headers">Its headers, by name in any case.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SignatureException">The provider did not sign it.</exception>
    Task<PaymentEvent> ReadWebhookAsync(ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}
