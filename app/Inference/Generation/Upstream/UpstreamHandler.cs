using System.Text;
using Platform.Inference.Execution;
using Platform.Inference.Generation.Http;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Safety;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Metrics;
using Platform.Inference.Serving;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Upstream;

/// <summary>Sends requests on to a model that is served elsewhere, and its answers back, and counts their tokens.</summary>
internal sealed partial class UpstreamHandler(
    TextTiers tiers, FilteredTexts filter, IUsageSink usage, TimeProvider time, ILogger<UpstreamHandler> logger)
{
    private const int LargestAnswer = 64 << 20;

    /// <returns>False where the fall-back has to answer, and nothing has been sent yet.</returns>
    /// <exception cref="RefusedException">It does not answer, and there is no fall-back.</exception>
    public async Task<bool> TryAnswerAsync(TextRequest request, UpstreamModel model, string path)
    {
        var sent = UpstreamRequest.Of(
            request.Json, model.Model, tiers.Of(request.Context.Request), path != EmbeddingsEndpoint.UpstreamPath);
        request.Memory.Require((RequestBody.MemoryPerByte * (long)request.Body.Length) + sent.Body.Length);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        try
        {
            using var answer = await model.SendAsync(path, sent.Body, request.Context.RequestAborted);
            outcome = await ReturnAsync(request, model, sent, answer);
            return true;
        }
        catch (UpstreamException exception)
        {
            outcome = Outcome.Refused;
            LogFailed(model.Name, exception.Message, exception.InnerException?.Message);
            return model.Fallback is not null ? false : throw Unavailable(model, exception);
        }
        catch (Exception exception)
        {
            outcome = InferenceHandler.OutcomeOf(request.Context, exception);
            throw;
        }
        finally
        {
            model.Metrics.RecordEnd(outcome, time.GetElapsedTime(started), time);
        }
    }

    private async Task<Outcome> ReturnAsync(TextRequest request, UpstreamModel model, UpstreamRequest sent, HttpResponseMessage answer)
    {
        if (sent.IsStreamed && answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return await StreamAsync(request, model, sent, answer);
        var content = await ReadAsync(answer.Content, model, request.Context.RequestAborted);
        if (answer.IsSuccessStatusCode)
        {
            var json = UpstreamAnswer.Parse(content) ?? throw new UpstreamException("its answer is no JSON", null);
            if (filter.IsOn && UpstreamAnswer.TextOf(json) is { Length: > 0 } text
                && !await filter.PassesAsync(text, request.Context.RequestAborted))
                content = Encoding.UTF8.GetBytes(UpstreamAnswer.Refused(json));
            var counted = new UpstreamUsage(sent.PromptTokens);
            counted.Add(json);
            await RecordAsync(request, model, counted, content.Length);
        }

        var response = request.Context.Response;
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = "application/json";
        response.ContentLength = content.Length;
        await response.BodyWriter.WriteAsync(content, request.Context.RequestAborted);
        return answer.IsSuccessStatusCode ? Outcome.Success : Outcome.Invalid;
    }

    private async Task<Outcome> StreamAsync(TextRequest request, UpstreamModel model, UpstreamRequest sent, HttpResponseMessage answer)
    {
        var (context, isCounted) = (request.Context, false);
        var stream = new UpstreamStream(context, model, sent, filter, time);
        EventStream.Prepare(context.Response);
        try
        {
            await using var source = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await stream.PumpAsync(source);
            // Before its end, as with models of our own
            isCounted = true;
            await RecordAsync(request, model, stream.Counted, stream.Bytes);
            await stream.EndAsync();
            return Outcome.Success;
        }
        catch (Exception exception) when (!isCounted)
        {
            await RecordAsync(request, model, stream.Counted, stream.Bytes);
            return await EndAsync(context, model, exception);
        }
    }

    /// <summary>What fails in the middle of a stream is its last event.</summary>
    private async Task<Outcome> EndAsync(HttpContext context, UpstreamModel model, Exception exception)
    {
        if (CallerGone.Caused(context, exception))
            return Outcome.Cancelled;
        LogFailed(model.Name, "its stream broke off", exception.Message);
        using var last = new PooledBytes();
        var message = exception is RefusedException
            ? exception.Message
            : $"model '{model.Name}' is served elsewhere, and its answer broke off; try again later";
        OpenAiJson.Error(StatusCodes.Status503ServiceUnavailable, message, last);
        await context.Response.BodyWriter.WriteAsync(last.Written);
        return Outcome.Failed;
    }

    private async Task<byte[]> ReadAsync(HttpContent content, UpstreamModel model, CancellationToken gone)
    {
        try
        {
            await content.LoadIntoBufferAsync(LargestAnswer, gone).WaitAsync(model.Patience, time, gone);
            return await content.ReadAsByteArrayAsync(gone);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            throw new UpstreamException("its answer broke off", null, exception);
        }
    }

    private ValueTask RecordAsync(TextRequest request, UpstreamModel model, UpstreamUsage counted, int bytes)
    {
        model.Metrics.RecordTokens(counted.Read, counted.Written);
        var headers = request.Context.Request.Headers;
        return usage.RecordAsync(new UsageEvent(
            headers[GatewayHeaders.Subscription], headers[GatewayHeaders.Product], model.Name, UpstreamModel.Version, 1, 0,
            request.Body.Length, bytes, counted.Read, counted.Written));
    }

    private static RefusedException Unavailable(UpstreamModel model, UpstreamException exception)
        => new($"model '{model.Name}' is served elsewhere, and {exception.Message}; try again later");

    [LoggerMessage(70, LogLevel.Warning, "Model '{Model}' is served elsewhere, and {Reason}. {Cause}")]
    private partial void LogFailed(string model, string reason, string? cause);
}
