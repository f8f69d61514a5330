using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Platform.Billing.Notices;

/// <summary>Posted as JSON to one address; the header <c>Idempotency-Key</c> is the same, however often it comes.</summary>
internal sealed class WebhookNotice(HttpClient client, NoticeOptions options) : INotice
{
    public async Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Webhook)
        {
            Content = JsonContent.Create(message, NoticeJson.Default.NoticeMessage),
        };
        request.Headers.Add("Idempotency-Key", NoticeKeys.Of(message.Id));
        if (options.WebhookToken is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new NoticeException($"the webhook answers {(int)answer.StatusCode}", isFinal: false);
        }
        catch (Exception exception) when (exception is HttpRequestException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NoticeException(
                $"the webhook at {options.Webhook!.Authority} does not take it: {exception.Message}", isFinal: false, exception);
        }
    }
}
