using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Billing.Gateway;

/// <summary>
/// Users, subscriptions and keys of API Management, by the resource manager. Ids are billing's own, so that every call can be repeated:
/// one whose answer was lost, or before whose answer billing was killed, has the same effect the second time.
/// https://learn.microsoft.com/rest/api/apimanagement
/// </summary>
/// <param name="service">The service's address in the resource manager.</param>
/// <param name="token">Gives the token of the moment.</param>
internal sealed class GatewayClient(HttpClient client, Uri service, Func<CancellationToken, ValueTask<string>> token)
{
    private const string Version = "api-version=2024-05-01";

    /// <summary>Nobody is mailed about it.</summary>
    private const string Silent = "notify=false&";

    private readonly string _service = service.AbsoluteUri.TrimEnd('/');

    /// <summary>Makes a subscription what the database says; one that the gateway never knew needs no keys to be kept out.</summary>
    public async Task TellAsync(ToldSubscription told, CancellationToken cancellationToken)
    {
        var state = GatewayStates.Of(told.State)!;
        if (await PatchAsync(told.Sid, told.Plan, state, cancellationToken) || state != GatewayStates.Active)
            return;
        await PutUserAsync(new(told.Account, told.Name, told.Email), cancellationToken);
        await PutAsync(told.Sid, told.Account, told.Plan, state, cancellationToken);
    }

    public async Task PutUserAsync(GatewayUser user, CancellationToken cancellationToken)
    {
        // Azure wants both names; a company has one
        var body = new GatewayResource<UserProperties>(new(user.Name, "-", user.Email, GatewayStates.Active));
        using var answer = await SendAsync(
            HttpMethod.Put, $"users/{user.Id}?{Silent}", Content(body, GatewayJson.Default.GatewayResourceUserProperties),
            cancellationToken);
        await RequireAsync(answer, $"put the user '{user.Id}'", cancellationToken);
    }

    /// <summary>A new subscription; keys are made by the gateway.</summary>
    public async Task PutAsync(string sid, string owner, string product, string state, CancellationToken cancellationToken)
    {
        var body = new GatewayResource<SubscriptionProperties>(new(state, Scope(product), sid, $"{service.AbsolutePath}/users/{owner}"));
        using var answer = await SendAsync(HttpMethod.Put, $"subscriptions/{sid}?{Silent}", Subscription(body), cancellationToken);
        await RequireAsync(answer, $"put the subscription '{sid}' of '{owner}' to '{product}'", cancellationToken);
    }

    /// <summary>Another state or product of a subscription; its keys stay.</summary>
    /// <returns>False where there is no such subscription.</returns>
    public async Task<bool> PatchAsync(string sid, string product, string state, CancellationToken cancellationToken)
    {
        var body = new GatewayResource<SubscriptionProperties>(new(state, Scope(product)));
        using var answer = await SendAsync(HttpMethod.Patch, $"subscriptions/{sid}?{Silent}", Subscription(body), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return false;
        await RequireAsync(answer, $"make the subscription '{sid}' {state} at '{product}'", cancellationToken);
        return true;
    }

    public async Task<GatewayKeys> ListKeysAsync(string sid, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"subscriptions/{sid}/listSecrets?", null, cancellationToken);
        await RequireAsync(answer, $"read the keys of '{sid}'", cancellationToken);
        return await answer.Content.ReadFromJsonAsync(GatewayJson.Default.GatewayKeys, cancellationToken)
            ?? throw new GatewayException($"the gateway answered no keys of '{sid}'", isPassing: true);
    }

    /// <summary>Makes a new key; whoever has the old one is out at once. Twice makes two, of which the last one counts.</summary>
    public async Task RegenerateAsync(string sid, GatewayKey key, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"subscriptions/{sid}/regenerate{key}Key?", null, cancellationToken);
        await RequireAsync(answer, $"make a new {key} key of '{sid}'", cancellationToken);
    }

    private static string Scope(string product) => $"/products/{product}";

    private static JsonContent Subscription(GatewayResource<SubscriptionProperties> body)
        => Content(body, GatewayJson.Default.GatewayResourceSubscriptionProperties);

    private static JsonContent Content<T>(T body, JsonTypeInfo<T> type) => JsonContent.Create(body, type);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{_service}/{path}{Version}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken));
        // Whatever it was: the database says what it is to be
        if (method != HttpMethod.Post)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        try
        {
            return await client.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GatewayException(
                $"the gateway's management at {service.Authority} does not answer: {exception.Message}", isPassing: true, exception);
        }
    }

    private static async Task RequireAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var passes = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict
            or HttpStatusCode.PreconditionFailed || (int)answer.StatusCode >= 500;
        throw new GatewayException($"the gateway did not {what}: {(int)answer.StatusCode} {text}", passes);
    }
}
