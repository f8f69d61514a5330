using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Billing.Gateway;

namespace Platform.Billing.Console.Calls;

/// <summary>
/// Calls the API on a customer's behalf, through the gateway and with the customer's key: limited, metered and billed like any other call.
/// The key is read when it is needed, and goes nowhere else.
/// </summary>
internal sealed class ApiCaller(KeyDesk keys, IOptions<ConsoleOptions> options, TimeProvider time) : IDisposable
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";
    private const int LargestAnswer = 1024 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <exception cref="GatewayException">The key cannot be read.</exception>
    public async Task<CallAnswer> CallAsync(string sid, string path, JsonNode body, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            using var answer = await SendAsync(sid, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return new CallAnswer(
                (int)answer.StatusCode, Parse(text), (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds,
                (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception exception) when (exception is HttpRequestException
        || exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new CallAnswer(0, null, null, (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    /// <summary>Begins a call whose answer comes in pieces.</summary>
    /// <exception cref="GatewayException">The key cannot be read.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public Task<HttpResponseMessage> StreamAsync(string sid, string path, JsonNode body, CancellationToken cancellationToken)
        => SendAsync(sid, path, body, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => _client.Dispose();

    /// <summary>A key that was renewed elsewhere is read again, once.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        string sid, string path, JsonNode body, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        var answer = await OnceAsync(sid, path, body, until, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return answer;
        answer.Dispose();
        keys.Forget(sid);
        return await OnceAsync(sid, path, body, until, cancellationToken);
    }

    private async Task<HttpResponseMessage> OnceAsync(
        string sid, string path, JsonNode body, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Api!, path))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { KeyHeader, await keys.ReadAsync(sid, cancellationToken) } },
        };
        return await _client.SendAsync(request, until, cancellationToken);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
