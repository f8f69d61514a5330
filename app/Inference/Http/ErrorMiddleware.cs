using Platform.Inference.Faults;

namespace Platform.Inference.Http;

/// <summary>Turns what goes wrong outside of inference into the protocol's error; <see cref="Serving.HttpDoor"/> does so itself.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ErrorAnswers errors, IEnumerable<PathErrors> paths)
{
    private readonly PathErrors[] _paths = [.. paths];

    public Task InvokeAsync(HttpContext context)
    {
        Task task;
        errors.Prepare(context);
        try
        {
            task = next(context);
        }
        catch (Exception exception)
        {
            return errors.AnswerAsync(context, exception);
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
            await errors.AnswerAsync(context, exception);
            return;
        }

        // Routing and the web server set a status without a body.
        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            if (Array.Find(_paths, known => context.Request.Path.StartsWithSegments(known.Path)) is { } known)
                context.Features.Set(known.Form);
            await ErrorResponse.WriteAsync(context, context.Response.StatusCode, Describe(context));
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
}
