using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Billing.Payments.PayPal;
using Platform.Payments;

namespace Platform.Billing.Tests;

/// <summary>The stand-in for PayPal on loopback, and billing's way to it.</summary>
internal sealed class PayPalServer : IAsyncDisposable
{
    public const string WebhookId = "WH-1";
    private readonly Microsoft.AspNetCore.Builder.WebApplication _app;
    private readonly HttpClient _client = new();

    private PayPalServer(Microsoft.AspNetCore.Builder.WebApplication app, TimeProvider time)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        var options = Options.Create(new PayPalOptions
        {
            Address = Address, ClientId = PaymentsServer.ClientId, ClientSecret = PaymentsServer.ClientSecret, WebhookId = WebhookId, CertificateHost = Address.Host,
        });
        Provider = new PayPal(new PayPalSession(_client, options, time), new PayPalSignature(_client, options, time), time);
    }

    public Uri Address { get; }

    public PayPal Provider { get; }

    public IReadOnlyList<Capture> Captures => _app.Services.GetRequiredService<PayPalState>().Captures;

    public static async Task<PayPalServer> StartAsync(TimeProvider time)
    {
        var app = PaymentsServer.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"], time);
        await app.StartAsync();
        return new PayPalServer(app, time);
    }

    /// <summary>The next orders meet this.</summary>
    public Task FailAsync(Fault fault, int count = 1) => PostAsync($"/stand-in/faults?path=/v2/checkout/orders&fault={fault}&count={count}");

    public Task SettleAsync(string capture, bool paid) => PostAsync($"/stand-in/captures/{capture}/settle?paid={paid}");

    /// <summary>Sends a webhook; signed for another receiver it is wrong.</summary>
    public Task SendAsync(Uri to, string id, string type, string resource, string signedFor) =>
        PostAsync($"/stand-in/webhooks?to={Uri.EscapeDataString(to.AbsoluteUri)}&id={id}&type={type}&resource={resource}&signedFor={Uri.EscapeDataString(signedFor)}");

    /// <summary>The payer's click.</summary>
    public async Task<Uri?> ApproveAsync(string setup)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("session", setup), new("decision", "approve")]);
        using var answer = await client.PostAsync(new Uri(Address, "/agreements/approve"), form);
        return answer.Headers.Location;
    }

    /// <summary>The token of a payment method that was approved.</summary>
    public async Task<string> MethodAsync()
    {
        var start = await Provider.StartMethodAsync("m-1", new Uri("http://127.0.0.1/back"), new Uri("http://127.0.0.1/cancel"), default);
        await ApproveAsync(start.Setup);
        return (await Provider.FinishMethodAsync("m-1-take", start.Setup, default)).Token;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task PostAsync(string path)
    {
        using var answer = await _client.PostAsync(new Uri(Address, path), null);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode}");
    }
}
