using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Billing.Data;
using Platform.Billing.Hosting;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Hosting;

public sealed class WebhookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Post_SignedForUs_IsKeptOnceAndOneThatIsNotIsEvidence()
    {
        await using var payPal = await PayPalServer.StartAsync(TimeProvider.System);
        await using var app = BillingServer.Create(Settings(payPal));
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        var to = new Uri(new Uri(app.Urls.Single()), "/webhooks/paypal");

        await payPal.SendAsync(to, "WH-EV", "BILLING.PLAN.CREATED", "x", PayPalServer.WebhookId);
        await payPal.SendAsync(to, "WH-EV", "BILLING.PLAN.CREATED", "x", PayPalServer.WebhookId);
        await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(
            () => payPal.SendAsync(to, "WH-EV-2", "PAYMENT.CAPTURE.COMPLETED", "x", "another's"));

        await using var connection = await new SqliteDatabase(Path.Combine(_folder, "billing.db")).OpenAsync(default);
        Assert.Equal(
            [("BILLING.PLAN.CREATED", 1), ("the webhook's signature is not of this body and webhook id", 0)],
            await connection.QueryAsync<(string, long)>("SELECT type, verified FROM webhook ORDER BY type"));
        await app.StopAsync();
    }

    /// <summary>What cannot be checked is not lost: PayPal sends it again until it is answered.</summary>
    [Theory]
    [InlineData("/nothing", HttpStatusCode.BadRequest, "the webhook's certificate at 'PAYPAL/nothing' is not there: it answers 404", 1)]
    [InlineData("/elsewhere", HttpStatusCode.BadRequest, "the webhook's certificate at 'PAYPAL/elsewhere' is not there: it answers 302", 1)]
    [InlineData("/", HttpStatusCode.BadRequest, "what is at 'PAYPAL/' is no certificate; expected one in PEM", 1)]
    [InlineData(
        "/down", HttpStatusCode.ServiceUnavailable,
        "the webhook's certificate at 'PAYPAL/down' cannot be read now: it answers 503; send it again", 0)]
    [InlineData(
        "refused", HttpStatusCode.ServiceUnavailable,
        "the webhook's certificate at 'http://127.0.0.1:1/' cannot be read now: Connection refused (127.0.0.1:1); send it again", 0)]
    public async Task Post_WhoseCertificateIsNotThere_IsEvidenceOrComesAgain(string at, HttpStatusCode status, string message, long kept)
    {
        await using var certificates = await CertificateHostAsync();
        await using var payPal = await PayPalServer.StartAsync(TimeProvider.System);
        await using var app = BillingServer.Create(Settings(payPal));
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/paypal") { Content = new StringContent("{}") };
        request.Headers.Add("PAYPAL-AUTH-ALGO", "SHA256withRSA");
        request.Headers.Add("PAYPAL-CERT-URL", at == "refused" ? "http://127.0.0.1:1/" : $"{certificates.Urls.Single()}{at}");

        using var answer = await client.SendAsync(request);

        Assert.Equal(
            (status, message.Replace("PAYPAL", certificates.Urls.Single(), StringComparison.Ordinal)),
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await using var connection = await new SqliteDatabase(Path.Combine(_folder, "billing.db")).OpenAsync(default);
        Assert.Equal(
            kept, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM webhook WHERE verified = 0 AND state = 'quarantined'"));
        await app.StopAsync();
    }

    private static async Task<WebApplication> CertificateHostAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => "hello");
        app.MapGet("/elsewhere", () => Results.Redirect("/"));
        app.MapGet("/down", () => Results.StatusCode(503));
        await app.StartAsync();
        return app;
    }

    [Fact]
    public async Task Post_TooLarge_IsRefused()
    {
        await using var payPal = await PayPalServer.StartAsync(TimeProvider.System);
        await using var app = BillingServer.Create(Settings(payPal));
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var answer = await client.PostAsync("/webhooks/paypal", new ByteArrayContent(new byte[256 * 1024 + 1]));

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "a webhook has at most 262144 bytes"),
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await app.StopAsync();
    }

    private string[] Settings(PayPalServer payPal)
    => [
        "--Billing:Database", Path.Combine(_folder, "billing.db"), "--Billing:Usage", _folder, "--Logging:LogLevel:Default", "None",
        "--urls", "http://127.0.0.1:0",
        "--PayPal:Address", payPal.Address.AbsoluteUri, "--PayPal:ClientId", PayPalEndpoints.ClientId, "--PayPal:ClientSecret",
        PayPalEndpoints.ClientSecret,
        "--PayPal:WebhookId", PayPalServer.WebhookId, "--PayPal:CertificateHost", payPal.Address.Host,
    ];
}
