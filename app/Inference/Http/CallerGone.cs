using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Platform.Inference.Http;

/// <summary>Tells failures of the server from those of a caller that went away, which the web server reports in several ways.</summary>
internal static class CallerGone
{
    /// <param name="context">Of the request.</param>
    /// <param name="exception">With which it ended.</param>
    public static bool Caused(HttpContext context, Exception exception) => exception switch
    {
        ConnectionResetException or ConnectionAbortedException => true,
        // Over HTTP/2, where it broke the protocol.
        OperationCanceledException or IOException when exception.InnerException is ConnectionAbortedException => true,
        // Of the two, either may be told first. A call of gRPC that is reset is an IOException without a cause.
        OperationCanceledException or IOException => context.RequestAborted.IsCancellationRequested
            || context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed.IsCancellationRequested is true,
        _ => false,
    };
}
