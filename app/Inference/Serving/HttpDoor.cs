using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Platform.Inference.Execution;
using Platform.Inference.Http;
using Platform.Inference.Models;

namespace Platform.Inference.Serving;

/// <summary>Requests that are one HTTP body, and answers that are another.</summary>
/// <param name="format">What the bodies look like.</param>
/// <param name="handler">Where requests go.</param>
/// <param name="errors">Answers what went wrong, so that no middleware need wait for it.</param>
internal sealed class HttpDoor(IPayloadFormat format, InferenceHandler handler, ErrorAnswers errors) : IInferenceDoor
{
    private const string JsonLengthHeader = "Inference-Header-Content-Length";

    /// <param name="context">The request.</param>
    /// <param name="name">Of the model; null for the default one.</param>
    /// <param name="version">Of the model; null for its default.</param>
    public Task HandleAsync(HttpContext context, string? name, string? version)
    {
        errors.Prepare(context);
        return handler.HandleAsync(context, name, version, this);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(HttpContext context, InferenceJob job)
    {
        format.CheckContentType(context.Request.ContentType);
        await RequestBody.ReadAsync(context, job.Bytes, job.Memory);
        await LargeWork.TakeOver(job.Bytes.Length);
        format.Read(context.Request, job, job.Bytes.Written.Span);
        return job.Bytes.Length;
    }

    /// <summary>
    /// With HTTP/1.1 a caller can leave only with his connection, whose token, unlike the request's, is there without an allocation. With
    /// HTTP/2 he resets the request alone.
    /// </summary>
    public CancellationToken CallerGone(HttpContext context)
        => HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IConnectionLifetimeFeature>() is { } connection
        ? connection.ConnectionClosed
        : context.RequestAborted;

    public int Write(HttpContext context, InferenceJob job)
    {
        job.Bytes.Clear();
        var jsonLength = format.Write(job, job.Bytes);
        if (jsonLength > 0)
            context.Response.Headers[JsonLengthHeader] = jsonLength.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = jsonLength > 0 ? ContentTypes.Binary : ContentTypes.Json;
        return job.Bytes.Length;
    }

    public ValueTask SendAsync(HttpContext context, InferenceJob job)
        => new(ResponseBody.WriteAsync(context, job.Bytes, context.Response.ContentType!));

    public Task FailAsync(HttpContext context, Exception exception) => errors.AnswerAsync(context, exception);

    public void End()
    {
        // All of it is the job's
    }
}
