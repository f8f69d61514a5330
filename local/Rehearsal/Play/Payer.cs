using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Platform.Billing.Payments;
using Platform.Billing.Payments.PayPal;
using Platform.Payments.Http;
using Platform.Payments.PayPal;
using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>Those who pay, and their bank: approves methods, refuses charges, tells of captures by webhooks.</summary>
internal sealed class Payer : IDisposable
{
    private static readonly Fault[] _ofCalls = [Fault.AnswerLost, Fault.ErrorBefore, Fault.TooMany];
    private static readonly Fault[] _ofOrders = [.. _ofCalls, Fault.Pending, Fault.DeclinedCapture, Fault.Declined];

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri _payments;
    private readonly PayPal _provider;

    public Payer(Stage stage)
    {
        _payments = stage.Payments.Address!;
        var options = Options.Create(new PayPalOptions
        {
            Address = _payments, ClientId = PayPalEndpoints.ClientId, ClientSecret = PayPalEndpoints.ClientSecret,
            WebhookId = Stage.WebhookId, CertificateHost = _payments.Host,
        });
        _provider = new PayPal(
            new PayPalSession(_client, options, stage.Clock), new PayPalSignature(_client, options, stage.Clock), stage.Clock);
    }

    public string Provider => _provider.Name;

    public async Task<(MethodStart Start, ApprovedMethod Approved)> ApproveAsync(string method, CancellationToken cancellationToken)
    {
        var start = await _provider.StartMethodAsync(
            method, new Uri("http://127.0.0.1/back"), new Uri("http://127.0.0.1/cancel"), cancellationToken);
        using var form = new FormUrlEncodedContent([new("session", start.Setup), new("decision", "approve")]);
        using (await _client.PostAsync(new Uri(_payments, "/agreements/approve"), form, cancellationToken))
        {
        }

        return (start, await _provider.FinishMethodAsync($"{method}-take", start.Setup, cancellationToken));
    }

    /// <summary>From now on the bank refuses this method, or does not.</summary>
    public Task RefuseAsync(string token, bool refuses, CancellationToken cancellationToken)
        => PostAsync($"{PayerEndpoints.Refusals}/{token}?refuses={refuses}", cancellationToken);

    /// <summary>The next order, or the next call about a capture, meets a fault.</summary>
    public Task FailAsync(Draws draws, CancellationToken cancellationToken)
    {
        var (path, fault) = draws.OneIn(4) ? ("/v2/payments/captures", draws.Of(_ofCalls)) : ("/v2/checkout/orders", draws.Of(_ofOrders));
        return PostAsync($"/stand-in/faults?path={path}&fault={fault}&count=1", cancellationToken);
    }

    public Task SettleAsync(string capture, CancellationToken cancellationToken)
        => PostAsync($"/stand-in/captures/{capture}/settle?paid=true", cancellationToken);

    public async Task<IReadOnlyList<CaptureView>> CapturesAsync(CancellationToken cancellationToken)
        => (await _client.GetFromJsonAsync<CaptureView[]>(new Uri(_payments, PayerEndpoints.Captures), cancellationToken))!;

    /// <returns>The status that billing answered a webhook with; 500 where nobody answered.</returns>
    public Task<int> TellAsync(Uri billing, Webhook webhook, CancellationToken cancellationToken) => PostAsync(
        $"/stand-in/webhooks?to={Uri.EscapeDataString(new Uri(billing, "/webhooks/paypal").AbsoluteUri)}&id={webhook.Event}"
        + $"&type={webhook.Type}&resource={webhook.Resource}&signedFor={(webhook.IsForged ? "somebody-else" : Stage.WebhookId)}",
        cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<int> PostAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsync(new Uri(_payments, path), null, cancellationToken);
        return (int)answer.StatusCode;
    }
}
