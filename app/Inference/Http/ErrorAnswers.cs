using Platform.Inference.Execution;
using Platform.Inference.Faults;

namespace Platform.Inference.Http;

/// <summary>Answers what went wrong with the protocol's error, and logs what the caller shall not see.</summary>
internal sealed partial class ErrorAnswers(Drain drain, ILogger<ErrorAnswers> logger)
{
    /// <summary>Sets the headers of every answer, whatever becomes of the request.</summary>
    public void Prepare(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (drain.HasBegun)
            context.Response.Headers.Connection = "close";
    }

    public Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (Judge(context, exception) is { } error)
            return ErrorResponse.WriteAsync(context, error.Status, error.Message, exception as ProtocolException);
        // Else the web server would read the rest of the body, which has failed already, and say so aloud.
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>4xx for the caller's fault, 503 where the server has no room, null for a caller who is gone, else 500.</summary>
    public (int Status, string Message)? Judge(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ProtocolException protocol:
                if (protocol.InnerException is { } cause)
                    LogRefused(protocol.Message, cause.Message);
                return (FaultStatus.Of(protocol.Fault), protocol.Message);
            case RefusedException:
                return (StatusCodes.Status503ServiceUnavailable, exception.Message);
            case OutOfMemoryException:
                return (StatusCodes.Status503ServiceUnavailable, "the server has no memory left for this request; try again later");
            case BadHttpRequestException bad:
                return (bad.StatusCode, Describe(bad));
            case var _ when CallerGone.Caused(context, exception):
                return null;
            default:
                LogFailed(exception, context.Request.Method, context.GetEndpoint()?.DisplayName);
                return (StatusCodes.Status500InternalServerError, "the server failed; its log says why");
        }
    }

    private static string Describe(BadHttpRequestException bad)
        => bad.StatusCode == StatusCodes.Status408RequestTimeout ? "the request body came too slowly" : bad.Message;

    [LoggerMessage(20, LogLevel.Information, "Refused: {Reason}. {Cause}")]
    private partial void LogRefused(string reason, string cause);

    [LoggerMessage(21, LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogFailed(Exception exception, string method, string? endpoint);
}
