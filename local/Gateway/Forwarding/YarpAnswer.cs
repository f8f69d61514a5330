using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;
using Platform.Gateway.Backends;
using Platform.Gateway.Calls;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>
/// An answer that YARP is about to pass on: it waits between the head and the body, while policies work on the head.
/// What waits goes on where the news comes in, without a change of threads.
/// </summary>
internal sealed class YarpAnswer(GatewayCall call, Uri address) : BackendAnswer
{
    // As the service's forward-request unless http-version says otherwise. A server that refuses a head answers so in HTTP/1.1; in HTTP/2
    // it resets the stream, which looks as if the server had failed
    private static readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = TimeSpan.FromMinutes(10),
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly TaskCompletionSource<bool> _head = new();
    private readonly TaskCompletionSource<Action?> _go = new();
    private HttpResponseMessage? _response;
    private Task<ForwarderError>? _sending;

    public override int StatusCode => (int)_response!.StatusCode;
    public override string? Reason => _response!.ReasonPhrase;

    /// <param name="patience">Until the head is there.</param>
    /// <exception cref="PolicyFault">There is no answer.</exception>
    public async ValueTask StartAsync(IHttpForwarder forwarder, HttpMessageInvoker client, CancellationTokenSource patience)
    {
        _sending = ForwardAsync(forwarder, client, patience);
        if (await _head.Task)
            return;
        // Nothing touches the call any more once it has said so
        var error = await _sending;
        call.Http.Response.Clear();
        throw error switch
        {
            _ when patience.IsCancellationRequested =>
                new PolicyFault(500, "Timeout", "The backend did not answer in time.", "Internal server error"),
            // https://learn.microsoft.com/dotnet/api/yarp.reverseproxy.forwarder.forwardererror
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient => CallerGone(),
            ForwarderError.RequestCreation => new PolicyFault(400, "RequestNotForwardable", "The request cannot be passed on as it is."),
            _ => new PolicyFault(
                500, "BackendConnectionFailure", $"The backend at {address.Authority} cannot be reached: {error}.",
                "Internal server error"),
        };
    }

    public override void CopyHeaders(IHeaderDictionary target)
    {
        Copy(_response!.Headers.NonValidated, target);
        Copy(_response.Content.Headers.NonValidated, target);
    }

    public override async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var body = await _response!.Content.ReadAsStreamAsync(cancellationToken);
            return await LimitedBody.ReadAsync(body, call.Limits.BufferedBytes, cancellationToken) ?? throw new PolicyFault(
                500, "ResponseBodyTooLarge",
                $"The answer's body is too large for a policy that reads it: {call.Limits.BufferedBytes} bytes are allowed.",
                "Internal server error");
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            throw call.Http.RequestAborted.IsCancellationRequested ? CallerGone() : new PolicyFault(
                500, "BackendConnectionFailure", $"The answer of the backend at {address.Authority} broke off.", "Internal server error");
        }
        finally
        {
            await AbandonAsync();
        }
    }

    public override async ValueTask SendAsync(Action writeHead)
    {
        _go.TrySetResult(writeHead);
        await _sending!;
    }

    public override async ValueTask AbandonAsync()
    {
        _go.TrySetResult(null);
        await _sending!;
    }

    private async Task<ForwarderError> ForwardAsync(IHttpForwarder forwarder, HttpMessageInvoker client, CancellationTokenSource patience)
    {
        using (patience)
        {
            var prefix = address.GetLeftPart(UriPartial.Authority);
            var error = await forwarder.SendAsync(call.Http, prefix, client, _config, new Transformer(this, patience), patience.Token);
            _head.TrySetResult(false);
            return error;
        }
    }

    private static PolicyFault CallerGone() => new(400, PolicyFault.CallerGone, "The caller left before there was an answer.");

    private async ValueTask<bool> WaitAsync(HttpResponseMessage response, CancellationTokenSource patience)
    {
        patience.CancelAfter(Timeout.InfiniteTimeSpan);
        _response = response;
        _head.TrySetResult(true);
        var writeHead = await _go.Task;
        writeHead?.Invoke();
        return writeHead is not null;
    }

    private static void Copy(HttpHeadersNonValidated headers, IHeaderDictionary target)
    {
        foreach (var (name, values) in headers)
            target.Append(name, values.Count == 1 ? values.ToString() : new StringValues([.. values]));
    }

    private sealed class Transformer(YarpAnswer answer, CancellationTokenSource patience) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = answer.Address;
            proxyRequest.Headers.Host = null;
        }

        public override ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
            => proxyResponse is null ? new(false) : answer.WaitAsync(proxyResponse, patience);
    }

    private Uri Address => address;
}
