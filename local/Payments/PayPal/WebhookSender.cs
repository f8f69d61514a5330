using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Payments.PayPal;

/// <summary>Sends webhooks when it is told to: in any order, as often and as late as a test wants, and wrongly signed.</summary>
internal sealed class WebhookSender(PayPalState state, WebhookSigner signer, HttpClient client)
{
    /// <param name="to">Where.</param>
    /// <param name="what">The event.</param>
    /// <param name="server">The stand-in's own address, below which its certificate is.</param>
    /// <returns>The receiver's status.</returns>
    public async Task<int> SendAsync(Uri to, WebhookOrder what, string server)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = what.Event, ["event_type"] = what.Type, ["resource"] = new JsonObject { ["id"] = what.Resource },
        }.ToJsonString());
        var (transmission, time) = ($"t-{what.Event}", state.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Headers.Add("PAYPAL-AUTH-ALGO", "SHA256withRSA");
        request.Headers.Add("PAYPAL-CERT-URL", $"{server}/stand-in/certificate");
        request.Headers.Add("PAYPAL-TRANSMISSION-ID", transmission);
        request.Headers.Add("PAYPAL-TRANSMISSION-TIME", time);
        request.Headers.Add("PAYPAL-TRANSMISSION-SIG", signer.Sign(transmission, time, what.SignedFor, body));
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
