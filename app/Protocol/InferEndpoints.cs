using System.Globalization;
using Platform.Inference.Execution;
using Platform.Inference.Models;

namespace Platform.Inference.Protocol;

/// <summary>Inference with tensors: the Open Inference Protocol, JSON and binary.</summary>
internal static class InferEndpoints
{
    private const string HeaderLength = "Inference-Header-Content-Length";

    public static void MapInfer(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapPost("/v2/models/{name}/infer", context => InferAsync(context, models));
        app.MapPost("/v2/models/{name}/versions/{version}/infer", context => InferAsync(context, models));
    }

    private static async Task InferAsync(HttpContext context, ModelRepository models)
    {
        var job = models.RentJob(context.Name, context.Version);
        try
        {
            using var bytes = new PooledBytes();
            await RequestBody.ReadAsync(context, bytes);
            Read(context, job, bytes.Written.Span);
            await job.RunAsync(context);

            bytes.Clear();
            var jsonLength = InferResponseWriter.Write(job, bytes);
            if (jsonLength > 0)
                context.Response.Headers[HeaderLength] = jsonLength.ToString(CultureInfo.InvariantCulture);
            await context.Response.WriteBodyAsync(bytes, jsonLength > 0 ? ContentTypes.Binary : ContentTypes.Json);
        }
        finally
        {
            job.Model.ReturnJob(job);
        }
    }

    private static void Read(HttpContext context, InferenceJob job, ReadOnlySpan<byte> body)
    {
        var header = context.Request.Headers[HeaderLength];
        if (header.Count == 0)
        {
            InferRequestReader.Read(job, body, default);
            return;
        }

        if (!int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > body.Length)
            throw ProtocolException.BadRequest($"header {HeaderLength} is '{Quote.Short(header.ToString())}'; expected a whole number from 0 to the body's {body.Length} bytes");
        if (length == 0)
            RawRequestReader.Read(job, body);
        else
            InferRequestReader.Read(job, body[..length], body[length..]);
    }
}
