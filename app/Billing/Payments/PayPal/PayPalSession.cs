using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using static Platform.Billing.Payments.PayPal.PayPalMessages;

namespace Platform.Billing.Payments.PayPal;

/// <summary>Calls of PayPal's API with an access token, which is kept until shortly before it ends.</summary>
internal sealed class PayPalSession(HttpClient client, IOptions<PayPalOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _early = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _signIn = new(1);
    private string? _token;
    private DateTimeOffset _ends;

    /// <summary>Sends a call; one that fails for its token is made once more with a new one.</summary>
    public async Task<PayPalAnswer> SendAsync(
        HttpMethod method, string path, string? key, string? body, CancellationToken cancellationToken)
    {
        var answer = await SendOnceAsync(method, path, key, body, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
            return answer;
        _token = null;
        return await SendOnceAsync(method, path, key, body, cancellationToken);
    }

    /// <summary>Takes a token, or keeps the one there is.</summary>
    /// <exception cref="PaymentException">PayPal refuses the credentials.</exception>
    public Task SignedInAsync(CancellationToken cancellationToken) => TokenAsync(cancellationToken);

    public void Dispose() => _signIn.Dispose();

    /// <summary>As JSON with the property names of PayPal's.</summary>
    public static string Write<T>(T message, JsonTypeInfo<T> type) => JsonSerializer.Serialize(message, type);

    private async Task<PayPalAnswer> SendOnceAsync(
        HttpMethod method, string path, string? key, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Value.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
        request.Headers.Add("Prefer", "return=representation");
        if (key is not null)
            request.Headers.Add("PayPal-Request-Id", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, cancellationToken);
        return new PayPalAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        await _signIn.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || time.GetUtcNow() >= _ends)
                await SignInAsync(cancellationToken);
            return _token!;
        }
        finally
        {
            _signIn.Release();
        }
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Address, "/v1/oauth2/token"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var response = await client.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new PaymentException(
                $"PayPal at {options.Value.Address} refuses PayPal:ClientId and PayPal:ClientSecret; set those of the application, and "
                + "its own address");
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"PayPal's sign-in answered {(int)response.StatusCode}");
        var token = JsonSerializer.Deserialize(content, PayPalJson.Default.AccessToken)!;
        (_token, _ends) = (token.Token, time.GetUtcNow() + TimeSpan.FromSeconds(token.ExpiresIn) - _early);
    }
}
