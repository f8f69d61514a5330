using Platform.Gateway.Calls;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Backends;

/// <summary>
/// An answer that YARP is about to pass on: it waits between the head and the body, while policies work on the head.
/// </summary>
internal sealed class YarpAnswer(Uri address) : BackendAnswer
{
    private readonly TaskCompletionSource _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Action?> _go = new();
    private HttpResponseMessage? _response;
    private Task<ForwarderError>? _sending;

    public override int StatusCode => (int)_response!.StatusCode;
    public override string? Reason => _response!.ReasonPhrase;
    public override IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers => _response!.Headers.Concat(_response.Content.Headers);

    /// <exception cref="PolicyFault">There is no answer.</exception>
    public async ValueTask StartAsync(IHttpForwarder forwarder, HttpContext http, HttpMessageInvoker client, CancellationToken patience)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        _sending = forwarder.SendAsync(
            http, address.GetLeftPart(UriPartial.Authority), client, new() { ActivityTimeout = TimeSpan.FromMinutes(10) }, new Transformer(this),
            given.Token).AsTask();
        try
        {
            await Task.WhenAny(_head.Task, _sending).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            // Nothing may touch the call any more once this has said so
            _go.TrySetResult(null);
            await given.CancelAsync();
            await _sending;
            http.Response.Clear();
            throw new PolicyFault(500, "Timeout", "The backend did not answer in time.", "Internal server error");
        }

        if (_head.Task.IsCompleted)
            return;
        var error = await _sending;
        http.Response.Clear();
        throw new PolicyFault(500, "BackendConnectionFailure", $"The backend at {address.Authority} cannot be reached: {error}.", "Internal server error");
    }

    public override async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var content = await _response!.Content.ReadAsByteArrayAsync(cancellationToken);
        await AbandonAsync();
        return content;
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

    private sealed class Transformer(YarpAnswer answer) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = answer.Address;
            proxyRequest.Headers.Host = null;
        }

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            if (proxyResponse is null)
                return false;
            answer._response = proxyResponse;
            answer._head.TrySetResult();
            var writeHead = await answer._go.Task;
            writeHead?.Invoke();
            return writeHead is not null;
        }
    }

    private Uri Address => address;
}
