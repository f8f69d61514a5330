using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Protocol;
using Platform.Inference.Security;
using Platform.Inference.Serving;
using Platform.Inference.Telemetry;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Http;

/// <summary>The way of every request for a text, whatever the API: credential, queue, answer or stream, usage, metrics.</summary>
internal sealed class GenerationHandler(
    ModelRepository models, GatewayGuard gateway, IUsageSink usage, Drain drain, ErrorAnswers errors, IOptions<LimitsOptions> limits, MemoryBudget budget, TimeProvider time)
{
    private static readonly JsonDocumentOptions s_json = new() { AllowDuplicateProperties = false };

    public async Task HandleAsync(HttpContext context, IGenerationApi api)
    {
        drain.Enter();
        errors.Prepare(context);
        using var body = new PooledBytes();
        var memory = new Reservation();
        try
        {
            gateway.Check(context);
            if (usage.Fault is { } fault)
                throw new RefusedException($"{fault}; try again later");
            memory.Open(budget);
            var call = await ReadAsync(context, api, body, memory);
            await AnswerAsync(new GenerationExchange(context, api, call, body.Length), memory);
        }
        catch (Exception exception)
        {
            await errors.AnswerAsync(context, exception);
        }
        finally
        {
            memory.Close();
            drain.Leave();
        }
    }

    private static async Task<GenerationCall> ReadAsync(HttpContext context, IGenerationApi api, PooledBytes body, Reservation memory)
    {
        ContentTypes.RefuseOther(context.Request.ContentType);
        await RequestBody.ReadAsync(context, body, memory);
        if (body.Length == 0)
            throw ProtocolException.BadRequest("the request has no body; expected an object of JSON");
        try
        {
            using var document = JsonDocument.Parse(body.Written, s_json);
            return api.Read(context, document.RootElement);
        }
        catch (JsonException exception) when (exception.LineNumber is null)
        {
            throw new ProtocolException(StatusCodes.Status400BadRequest, "the body has a field twice, and readers would differ in which of them counts", exception);
        }
        catch (JsonException exception)
        {
            throw new ProtocolException(
                StatusCodes.Status400BadRequest, $"the body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})", exception);
        }
    }

    private async Task AnswerAsync(GenerationExchange exchange, Reservation memory)
    {
        var job = models.RentJob(exchange.Call.Model ?? DefaultModel(), exchange.Call.Version);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        using var span = Tracing.Start();
        try
        {
            outcome = await RunAsync(exchange, job, memory);
        }
        catch (Exception exception)
        {
            outcome = InferenceHandler.OutcomeOf(exchange.Context, exception);
            throw;
        }
        finally
        {
            span?.Describe(job, time);
            job.Model.Metrics.RecordRequest(outcome, time.GetElapsedTime(started), job, time);
            job.Model.ReturnJob(job);
        }
    }

    /// <summary>The only model that writes texts.</summary>
    private string DefaultModel()
    {
        var writers = models.Models.Where(model => model.Default?.Generator is not null).Select(model => model.Name).ToList();
        return writers.Count == 1 ? writers[0] : throw new ProtocolException(StatusCodes.Status404NotFound, writers.Count == 0
            ? "no model here writes texts"
            : $"several models here write texts; name one of {string.Join(", ", writers)} as 'model'") { Field = "model" };
    }

    private async Task<Outcome> RunAsync(GenerationExchange exchange, InferenceJob job, Reservation memory)
    {
        var (context, call) = (exchange.Context, exchange.Call);
        var generator = job.Model.Generator ?? throw new ProtocolException(
            StatusCodes.Status400BadRequest, $"model '{job.Model.Name}' writes no texts; use /v2/models/{job.Model.Name}/infer") { Field = "model" };
        var deadline = time.GetTimestamp() + (long)(TimeoutOf(context.Request).TotalSeconds * time.TimestampFrequency);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var text = TextJobs.Create(call, job.Model.Name, generator, deadline, gone.Token);
        memory.Require((RequestBody.MemoryPerByte * exchange.RequestBytes) + generator.MemoryOf(text.MostTokens));
        generator.Submit(text);
        exchange.Begin(job, text, time);
        var outcome = Outcome.Cancelled;
        try
        {
            outcome = call.IsStreamed ? await StreamAsync(exchange, text) : await WriteWholeAsync(exchange, text);
        }
        finally
        {
            await LeaveAsync(text, gone);
            (job.QueuedAt, job.StartedAt, job.ComputedAt) = (text.QueuedAt, text.StartedAt, text.EndedAt);
        }

        // Who leaves a stream has had its tokens until then.
        if (outcome == Outcome.Cancelled && call.IsStreamed && text.Made > 0)
            await RecordUsageAsync(exchange, text, exchange.Streamed);
        return outcome;
    }

    /// <summary>The model must not go while it makes the text.</summary>
    private static async Task LeaveAsync(TextJob text, CancellationTokenSource gone)
    {
        await gone.CancelAsync();
        while (text.Pieces.TryRead(out _))
        {
        }

        await text.Pieces.Completion.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<Outcome> WriteWholeAsync(GenerationExchange exchange, TextJob text)
    {
        var whole = new StringBuilder();
        await foreach (var piece in text.Pieces.ReadAllAsync())
            whole.Append(piece);
        if (text.Reason == FinishReason.Left)
            return Outcome.Cancelled;
        using var answer = new PooledBytes();
        exchange.Api.WriteWhole(exchange.Answer with { Text = whole.ToString(), Reason = text.Reason, TokensOut = text.Made }, answer);
        await RecordUsageAsync(exchange, text, answer.Length);
        await ResponseBody.WriteAsync(exchange.Context, answer, ContentTypes.Json);
        return Outcome.Success;
    }

    /// <summary>What fails before the first piece is answered with its status; what fails later is the stream's last event.</summary>
    private async Task<Outcome> StreamAsync(GenerationExchange exchange, TextJob text)
    {
        await text.Pieces.WaitToReadAsync();
        using var stream = new EventStream(exchange);
        try
        {
            await PumpAsync(exchange, text, stream);
            if (text.Reason == FinishReason.Left)
                return Outcome.Cancelled;
            exchange.Api.WriteLast(exchange.Answer with { Reason = text.Reason, TokensOut = text.Made }, stream.Next);
            await RecordUsageAsync(exchange, text, exchange.Streamed + stream.Next.Length);
            await stream.FlushAsync();
            return Outcome.Success;
        }
        catch (Exception exception)
        {
            if (errors.Judge(exchange.Context, exception) is { } error)
            {
                stream.Next.Clear();
                exchange.Api.WriteError(error.Status, error.Message, stream.Next);
                await stream.FlushAsync();
            }

            return InferenceHandler.OutcomeOf(exchange.Context, exception);
        }
    }

    private static async Task PumpAsync(GenerationExchange exchange, TextJob text, EventStream stream)
    {
        exchange.Api.WriteFirst(exchange.Answer, stream.Next);
        while (await text.Pieces.WaitToReadAsync())
        {
            while (text.Pieces.TryRead(out var piece))
                exchange.Api.WritePiece(exchange.Answer, piece, stream.Next);
            await stream.FlushAsync();
        }
    }

    private ValueTask RecordUsageAsync(GenerationExchange exchange, TextJob text, int responseBytes) => usage.RecordAsync(new UsageEvent(
        exchange.Context.Request.Headers["x-subscription-id"], exchange.Context.Request.Headers["x-product-id"], exchange.Answer.Model, exchange.Answer.Version, 1,
        (long)(text.ComputeTicks * 1e6 / time.TimestampFrequency), exchange.RequestBytes, responseBytes, text.Prompt.Length, text.Made));

    private TimeSpan TimeoutOf(HttpRequest request)
    {
        var header = request.Headers[InferenceHandler.TimeoutHeader];
        if (header.Count == 0)
            return TimeSpan.FromMilliseconds(limits.Value.RequestTimeoutMilliseconds);
        if (int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw ProtocolException.BadRequest(
            $"header {InferenceHandler.TimeoutHeader} is '{Quote.Short(header.ToString())}'; expected a whole number of milliseconds from 1");
    }
}
