using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Platform.Billing.Payments;
using Platform.Billing.Payments.PayPal;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests;

/// <summary>The stand-in for PayPal.</summary>
internal sealed class PayPalServer : StandIn
{
    public const string WebhookId = "WH-1";

    private PayPalServer(WebApplication app, TimeProvider time)
        : base(app)
    {
        var options = Options.Create(new PayPalOptions
        {
            Address = Address, ClientId = PayPalEndpoints.ClientId, ClientSecret = PayPalEndpoints.ClientSecret, WebhookId = WebhookId,
            CertificateHost = Address.Host,
        });
        Provider = new PayPal(new PayPalSession(Client, options, time), new PayPalSignature(Client, options, time), time);
    }

    public override IPaymentProvider Provider { get; }

    public IReadOnlyList<Capture> Captures => Service<PayPalState>().Captures;

    public override IReadOnlyList<TakenMoney> Taken
        => [.. Captures.Select(capture => new TakenMoney(capture.Id, capture.Invoice, capture.Value, capture.Status, capture.Refunded))];

    protected override string Charges => "/v2/checkout/orders";

    protected override string Refunds => "/v2/payments/captures/";

    protected override string Control => "/stand-in";

    public static async Task<PayPalServer> StartAsync(TimeProvider time) => new(await StartAppAsync(time), time);

    public override async Task<PaymentEvent> ReverseAsync(string capture)
        => EventOf(EventKind.Reversal, (string)(await PostAsync($"/stand-in/captures/{capture}/reverse"))!["id"]!);

    public override async Task<PaymentEvent> DisputeAsync(string capture)
        => EventOf(
            EventKind.Dispute, (string)(await PostAsync($"/stand-in/disputes?capture={capture}&reason=UNAUTHORISED"))!["dispute_id"]!);

    public override async Task<PaymentEvent> DecideAsync(string dispute, bool lost)
    {
        await PostAsync($"/stand-in/disputes/{dispute}/resolve?outcome={(lost ? "RESOLVED_BUYER_FAVOUR" : "RESOLVED_SELLER_FAVOUR")}");
        return new PaymentEvent($"WH-resolved-{dispute}", "CUSTOMER.DISPUTE.RESOLVED", dispute);
    }

    public override PaymentEvent EventOf(EventKind kind, string resource) => new(
        $"WH-{kind}-{resource}",
        kind switch
        {
            EventKind.Capture => "PAYMENT.CAPTURE.COMPLETED",
            EventKind.Refund => "PAYMENT.CAPTURE.REFUNDED",
            EventKind.Reversal => "PAYMENT.CAPTURE.REVERSED",
            EventKind.Dispute => "CUSTOMER.DISPUTE.CREATED",
            EventKind.MethodGone => "VAULT.PAYMENT-TOKEN.DELETED",
            _ => "BILLING.PLAN.CREATED",
        },
        resource);

    /// <summary>Sends a webhook; signed for another receiver it is wrong.</summary>
    public Task SendAsync(Uri to, string id, string type, string resource, string signedFor)
        => PostAsync(
            $"/stand-in/webhooks?to={Uri.EscapeDataString(to.AbsoluteUri)}&id={id}&type={type}&resource={resource}"
            + $"&signedFor={Uri.EscapeDataString(signedFor)}");

    /// <summary>The payer's click.</summary>
    public async Task<Uri?> ApproveAsync(string setup)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("session", setup), new("decision", "approve")]);
        using var answer = await client.PostAsync(new Uri(Address, "/agreements/approve"), form);
        return answer.Headers.Location;
    }

    public override async Task<ApprovedMethod> MethodAsync(string key = "m-1")
    {
        var start = await Provider.StartMethodAsync(key, new Uri("http://127.0.0.1/back"), new Uri("http://127.0.0.1/cancel"), default);
        await ApproveAsync(start.Setup);
        return await Provider.FinishMethodAsync($"{key}-take", start.Setup, default);
    }
}
