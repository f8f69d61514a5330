using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using Platform.Inference.Metrics;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Platform.Inference.Generation.Upstream;

/// <summary>A model that is served elsewhere.</summary>
/// <param name="name">As callers call it.</param>
/// <param name="options">Where it is.</param>
/// <param name="client">Without a time-out of its own.</param>
/// <param name="credential">Gives tokens for <see cref="UpstreamOptions.Scope"/>; null where there is none.</param>
/// <param name="time">Of time-outs and breaks.</param>
internal sealed class UpstreamModel(string name, UpstreamOptions options, HttpClient client, TokenCredential? credential, TimeProvider time)
{
    /// <summary>What the usage log and the metrics have for its version.</summary>
    public const string Version = "upstream";

    private readonly string _address = options.Address.TrimEnd('/');
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>
    {
        TimeProvider = time,
    }
        .AddCircuitBreaker(new()
        {
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(answer => HasFailed(answer.StatusCode)),
        })
        .AddTimeout(TimeSpan.FromSeconds(options.TimeoutSeconds))
        .Build();

    public string Name => name;

    /// <summary>As it is called there.</summary>
    public string Model => options.Model ?? name;

    /// <summary>A model of this server that answers instead; null for none.</summary>
    public string? Fallback => options.Fallback;

    /// <summary>How long a piece of a stream may take to come.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(options.TimeoutSeconds);

    public ModelMetrics Metrics { get; } = new(name, Version);

    /// <summary>Sends a request, whose answer may be a stream.</summary>
    /// <param name="path">Below the address.</param>
    /// <param name="body">JSON.</param>
    /// <param name="gone">Signalled when nobody waits for the answer.</param>
    /// <returns>What is for the caller: an answer, or what is wrong with his request.</returns>
    /// <exception cref="UpstreamException">It does not answer, or not as it should.</exception>
    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, CancellationToken gone)
    {
        try
        {
            var answer = await _pipeline.ExecuteAsync(async stop => await SendOnceAsync(path, body, stop), gone);
            if (!HasFailed(answer.StatusCode))
                return answer;
            using (answer)
                throw new UpstreamException($"it answered {(int)answer.StatusCode}", answer.Headers.RetryAfter?.Delta);
        }
        catch (BrokenCircuitException exception)
        {
            throw new UpstreamException("it has failed several times, and is left alone for a while", exception.RetryAfter, exception);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new UpstreamException($"it did not begin to answer within {options.TimeoutSeconds} s", null, exception);
        }
        catch (HttpRequestException exception)
        {
            throw new UpstreamException("it cannot be reached", null, exception);
        }
        catch (Azure.Identity.AuthenticationFailedException exception)
        {
            throw new UpstreamException("there is no token for it", null, exception);
        }
    }

    /// <summary>Its own faults, and what is wrong with this server's credentials or settings, which no caller can mend.</summary>
    private static bool HasFailed(HttpStatusCode status) => status
        is >= HttpStatusCode.InternalServerError or < HttpStatusCode.OK or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        or (>= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest);

    private async Task<HttpResponseMessage> SendOnceAsync(string path, byte[] body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address + path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var token = credential is not null
            ? (await credential.GetTokenAsync(new TokenRequestContext([options.Scope!]), stop)).Token
            : options.Key;
        if (!string.IsNullOrEmpty(token))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }
}
