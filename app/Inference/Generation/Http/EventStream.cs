using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>Sends events as they come. Proxies are asked not to hold them back.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly GenerationExchange _exchange;

    public EventStream(GenerationExchange exchange)
    {
        _exchange = exchange;
        Prepare(exchange.Context.Response);
    }

    /// <summary>What is sent next.</summary>
    public PooledBytes Next { get; } = new();

    /// <summary>The head of an answer in events.</summary>
    public static void Prepare(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    public async Task FlushAsync()
    {
        _exchange.Streamed += Next.Length;
        await _exchange.Context.Response.BodyWriter.WriteAsync(Next.Written);
        Next.Clear();
    }

    public void Dispose() => Next.Dispose();
}
