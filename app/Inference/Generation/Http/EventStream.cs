using Platform.Inference.Protocol;

namespace Platform.Inference.Generation.Http;

/// <summary>Sends events as they come. Proxies are asked not to hold them back.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly GenerationExchange _exchange;

    public EventStream(GenerationExchange exchange)
    {
        _exchange = exchange;
        var response = exchange.Context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>What is sent next.</summary>
    public PooledBytes Next { get; } = new();

    public async Task FlushAsync()
    {
        _exchange.Streamed += Next.Length;
        await _exchange.Context.Response.BodyWriter.WriteAsync(Next.Written);
        Next.Clear();
    }

    public void Dispose() => Next.Dispose();
}
