using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Platform.Billing.Payments;
using Platform.Billing.Payments.Stripe;
using Platform.Payments.Stripe;

namespace Platform.Billing.Tests;

/// <summary>The stand-in for Stripe.</summary>
internal sealed class StripeServer : StandIn
{
    public const string WebhookSecret = "whsec_stand_in";

    private StripeServer(WebApplication app, TimeProvider time)
        : base(app)
        => Provider = new StripeProvider(
            Client,
            Options.Create(new StripeOptions { Address = Address, SecretKey = StripeEndpoints.SecretKey, WebhookSecret = WebhookSecret }),
            time);

    public override IPaymentProvider Provider { get; }

    public override IReadOnlyList<TakenMoney> Taken => [.. Service<StripeState>().Intents.Select(intent => new TakenMoney(
        intent.Id, intent.Invoice, intent.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        intent.Status switch { "succeeded" =>
            intent.Refunded == intent.Amount ? "REFUNDED" : intent.Refunded > 0 ? "PARTIALLY_REFUNDED" : "COMPLETED", "processing" =>
                "PENDING", _ => "DECLINED" },
        intent.Refunded / 100m))];

    protected override string Charges => "/v1/payment_intents";

    protected override string Refunds => "/v1/refunds";

    protected override string Control => "/stand-in/stripe";

    public static async Task<StripeServer> StartAsync(TimeProvider time) => new(await StartAppAsync(time), time);

    /// <summary>Stripe has no event of its own for it: a lost dispute is one.</summary>
    public override async Task<PaymentEvent> ReverseAsync(string capture)
        => await DecideAsync((await DisputeAsync(capture)).Resource, lost: true);

    public override async Task<PaymentEvent> DisputeAsync(string capture)
        => EventOf(EventKind.Dispute, (string)(await PostAsync($"/stand-in/stripe/disputes?capture={capture}"))!["id"]!);

    public override async Task<PaymentEvent> DecideAsync(string dispute, bool lost)
    {
        await PostAsync($"/stand-in/stripe/disputes/{dispute}/close?lost={lost}");
        return new PaymentEvent($"evt_closed_{dispute}", "charge.dispute.closed", dispute);
    }

    public override PaymentEvent EventOf(EventKind kind, string resource) => new(
        $"evt_{kind}_{resource}",
        kind switch
        {
            EventKind.Capture => "payment_intent.succeeded",
            EventKind.Refund => "refund.updated",
            EventKind.Dispute => "charge.dispute.created",
            EventKind.MethodGone => "payment_method.detached",
            _ => "customer.created",
        },
        resource);

    public override async Task<ApprovedMethod> MethodAsync(string key = "m-1")
    {
        var start = await Provider.StartMethodAsync(key, new Uri("http://127.0.0.1/back"), new Uri("http://127.0.0.1/cancel"), default);
        await ApproveAsync(start.ApproveAt);
        return await Provider.FinishMethodAsync($"{key}-take", start.Setup, default);
    }

    public static async Task<Uri?> ApproveAsync(Uri page)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("decision", "approve")]);
        using var answer = await client.PostAsync(page, form);
        return answer.Headers.Location;
    }

    public Task SendAsync(Uri to, string id, string type, string resource, string secret = WebhookSecret)
        => PostAsync(
            $"/stand-in/stripe/webhooks?to={Uri.EscapeDataString(to.AbsoluteUri)}&id={id}&type={type}&resource={resource}&secret={secret}");
}
