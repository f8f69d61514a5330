using System.Net;
using global::Stripe;
using global::Stripe.Checkout;
using Microsoft.Extensions.Options;
using Platform.Billing.Money;

namespace Platform.Billing.Payments.Stripe;

/// <summary>
/// Stripe: a card kept by a Checkout Session in setup mode, and a PaymentIntent off session for each charge. Stripe takes an invoice's
/// number as often as it is sent, so that it is searched for before each new charge.
/// </summary>
/// <seealso href="https://docs.stripe.com/payments/save-and-reuse"/>
internal sealed partial class StripeProvider(HttpClient http, IOptions<StripeOptions> options, TimeProvider time) : IPaymentProvider
{
    private const string Invoice = "invoice";

    private readonly StripeClient _client = new(
        options.Value.SecretKey, httpClient: new SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false),
        apiBase: options.Value.Address.AbsoluteUri.TrimEnd('/'));

    public string Name => "stripe";

    public bool TakesInvoiceOnce => false;

    public TimeSpan KeyLives => TimeSpan.FromHours(24);

    public CurrencyTable Currencies => Money.Currencies.Stripe;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.V1.Balance.GetAsync(cancellationToken: cancellationToken);
        }
        catch (StripeException error) when (error.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new PaymentException(
                $"Stripe at {options.Value.Address} refuses Stripe:SecretKey; set that of the account, and its own address");
        }
        catch (StripeException error)
        {
            throw new HttpRequestException($"Stripe answered {(int)error.HttpStatusCode}: {error.Message}");
        }
    }

    public Task<MethodStart> StartMethodAsync(string key, Uri returnTo, Uri cancelTo, CancellationToken cancellationToken) => AskAsync(
        "starting a payment method",
        async () =>
        {
            var customer = await _client.V1.Customers.CreateAsync(new CustomerCreateOptions(), Key($"{key}-customer"), cancellationToken);
            var session = await _client.V1.Checkout.Sessions.CreateAsync(
                new SessionCreateOptions
                {
                    Mode = "setup", Customer = customer.Id, AllowedPaymentMethodTypes = ["card"], SuccessUrl = returnTo.AbsoluteUri,
                    CancelUrl = cancelTo.AbsoluteUri,
                },
                Key(key), cancellationToken);
            return new MethodStart(session.Id, new Uri(session.Url));
        });

    public Task<ApprovedMethod> FinishMethodAsync(string key, string setup, CancellationToken cancellationToken) => AskAsync(
        "taking an approved payment method",
        async () =>
        {
            var session = await _client.V1.Checkout.Sessions.GetAsync(
                setup, new SessionGetOptions { Expand = ["setup_intent", "setup_intent.payment_method"] },
                cancellationToken: cancellationToken);
            return session.SetupIntent is { Status: "succeeded", PaymentMethod: { } method }
                ? new ApprovedMethod(method.Id, session.CustomerId, method.Card is { } card ? $"{card.Brand} …{card.Last4}" : method.Type)
                : throw new PaymentException($"Stripe refuses taking an approved payment method: the session is {session.Status}");
        });

    public async Task<PaymentResult> ChargeAsync(ChargeRequest charge, CancellationToken cancellationToken)
    {
        var create = new PaymentIntentCreateOptions
        {
            Amount = Currencies.Find(charge.Currency).ToWritten(charge.AmountMicros), Currency = charge.Currency.ToLowerInvariant(),
            Customer = charge.Customer,
            PaymentMethod = charge.Token, AllowedPaymentMethodTypes = ["card"], Confirm = true, OffSession = true,
            Description = $"Invoice {charge.InvoiceNumber}",
            Metadata = new() { [Invoice] = charge.InvoiceNumber, ["charge"] = charge.Key },
        };
        try
        {
            return ResultOf(await _client.V1.PaymentIntents.CreateAsync(create, Key(charge.Key), cancellationToken));
        }
        catch (StripeException error) when (error.HttpStatusCode != HttpStatusCode.Unauthorized)
        {
            return new PaymentResult(
                StripeIssues.StateOf(error), error.StripeError?.PaymentIntent?.Id, Issue: StripeIssues.IssueOf(error),
                DebugId: error.StripeResponse?.RequestId);
        }
        catch (Exception exception) when (IsLost(exception, cancellationToken))
        {
            return new PaymentResult(PaymentState.Unknown);
        }
    }

    public async Task<RefundResult> RefundAsync(
        string key, string capture, long amountMicros, string currency, CancellationToken cancellationToken)
    {
        var create = new RefundCreateOptions
        {
            PaymentIntent = capture, Amount = Currencies.Find(currency).ToWritten(amountMicros), Metadata = new() { ["refund"] = key },
        };
        try
        {
            return ResultOf(await _client.V1.Refunds.CreateAsync(create, Key(key), cancellationToken));
        }
        catch (StripeException error) when (error.HttpStatusCode != HttpStatusCode.Unauthorized)
        {
            return new RefundResult(
                StripeIssues.StateOf(error) == PaymentState.Unknown ? PaymentState.Unknown : PaymentState.Declined,
                Issue: StripeIssues.IssueOf(error));
        }
        catch (Exception exception) when (IsLost(exception, cancellationToken))
        {
            return new RefundResult(PaymentState.Unknown);
        }
    }

    private static RequestOptions Key(string key) => new() { IdempotencyKey = key };

    private static async Task<T> AskAsync<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StripeException error)
        {
            throw new PaymentException(
                $"Stripe refuses {what}: {(int)error.HttpStatusCode} "
                + $"{StripeIssues.IssueOf(error)}{(error.StripeResponse?.RequestId is { } id ? $" (request {id})" : "")}");
        }
    }

    private static bool IsLost(Exception exception, CancellationToken cancellationToken)
        => exception is HttpRequestException or IOException
        || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}
