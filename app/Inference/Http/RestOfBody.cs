using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Platform.Inference.Execution;

namespace Platform.Inference.Http;

/// <summary>
/// Reads what an answer leaves of a large body, as of one that is refused, at low priority. The web server would do so on the thread that
/// reads everybody's requests, for as long as more of it arrives.
/// </summary>
internal static class RestOfBody
{
    /// <summary>As the web server has it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Before all that may answer.</summary>
    public static void UseRestOfBody(this WebApplication app)
    {
        if (LargeWork.Instance is not null)
            app.Use(next => context => IsLarge(context.Request) ? RunAsync(next, context) : next(context));
    }

    private static bool IsLarge(HttpRequest request)
        => request.ContentLength is { } length ? length >= LargeWork.Bytes : request.Headers.TransferEncoding.Count > 0;

    private static async Task RunAsync(RequestDelegate next, HttpContext context)
    {
        await next(context);
        await context.Response.CompleteAsync();
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await ReadAsync(context.Request.BodyReader, patience.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (Exception exception) when (exception is ConnectionResetException or BadHttpRequestException)
        {
            // The web server sees the same, and closes the connection
        }
    }

    private static async Task ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        ReadResult rest;
        do
        {
            if (!reader.TryRead(out rest))
                rest = await reader.ReadAsync(cancellationToken);
            await LargeWork.TakeOver(LargeWork.Bytes);
            reader.AdvanceTo(rest.Buffer.End);
        }
        while (!rest.IsCompleted);
    }
}
