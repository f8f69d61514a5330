using System.Net.Http.Headers;
using System.Text;

namespace Platform.Rehearsal.Cast;

/// <summary>
/// Calls the gateway. A call's body has the blanks at its end that tell its number: so the usage log, which holds nothing of a
/// body but its length, shows of each single call whether it was metered.
/// </summary>
internal sealed class Caller(HttpClient gateway, string path, string body, TimeProvider time)
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    /// <summary>How long the body of a call is.</summary>
    public long BytesOf(int number) => _body.Length + number;

    public async Task<Outcome> CallAsync(Customer customer, CancellationToken cancellationToken)
    {
        var (product, number) = (customer.Tier.Name, customer.Begin());
        var outcome = await AskAsync(customer.Key, number, cancellationToken);
        customer.End(number, new Call(product, outcome, time.GetUtcNow()));
        return outcome;
    }

    private async Task<Outcome> AskAsync(string key, int number, CancellationToken cancellationToken)
    {
        var padded = new byte[_body.Length + number];
        padded.AsSpan().Fill((byte)' ');
        _body.CopyTo(padded, 0);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(padded) };
        request.Content.Headers.ContentType = _json;
        request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        try
        {
            using var answer = await gateway.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode switch
            {
                >= 200 and < 300 => Outcome.Answered,
                429 => Outcome.TooFast,
                403 => Outcome.QuotaUsedUp,
                401 => Outcome.KeyRefused,
                >= 500 => Outcome.Lost,
                _ => Outcome.Unexpected,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Outcome.Lost;
        }
    }
}
