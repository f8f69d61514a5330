using Platform.Inference.Execution;
using Platform.Inference.Hosting;

namespace Platform.Inference.Protocol;

/// <summary>Turns everything that goes wrong into the protocol's error. It costs nothing where nothing does.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, Drain drain, ILogger<ErrorMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        Task task;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (drain.HasBegun)
            context.Response.Headers.Connection = "close";
        try
        {
            task = next(context);
        }
        catch (Exception exception)
        {
            return AnswerAsync(context, exception);
        }

        return task.IsCompletedSuccessfully && context.Response.StatusCode < 400 ? task : FinishAsync(context, task);
    }

    private async Task FinishAsync(HttpContext context, Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            await AnswerAsync(context, exception);
            return;
        }

        // Routing and the web server set a status without a body.
        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
            await ErrorResponse.WriteAsync(context, context.Response.StatusCode, Describe(context));
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ProtocolException protocol:
                if (protocol.InnerException is { } cause)
                    LogRefused(protocol.Message, cause.Message);
                return ErrorResponse.WriteAsync(context, protocol.Status, protocol.Message);
            case RefusedException:
                return ErrorResponse.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
            case BadHttpRequestException bad:
                return ErrorResponse.WriteAsync(context, bad.StatusCode, bad.Message);
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return Task.CompletedTask;
            default:
                LogFailed(exception, context.Request.Method, context.GetEndpoint()?.DisplayName);
                return ErrorResponse.WriteAsync(context, StatusCodes.Status500InternalServerError, "the server failed; its log says why");
        }
    }

    private static string Describe(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "there is no such path; GET /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed =>
            $"method {Quote.Short(context.Request.Method)} is not allowed here; allowed: {context.Response.Headers.Allow}",
        StatusCodes.Status415UnsupportedMediaType => "the content type is not supported; expected application/json",
        _ => $"the request failed with status {context.Response.StatusCode}",
    };

    [LoggerMessage(20, LogLevel.Information, "Refused: {Reason}. {Cause}")]
    private partial void LogRefused(string reason, string cause);

    [LoggerMessage(21, LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogFailed(Exception exception, string method, string? endpoint);
}
