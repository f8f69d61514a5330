using System.Text;
using System.Text.Json;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Comparisons;
using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Safety;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Metrics;
using Platform.Inference.Models;
using Platform.Inference.Releases;
using Platform.Inference.Serving;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Http;

/// <summary>The way of every request for a text, whatever the API: model, queue, filter, answer or stream, usage, metrics.</summary>
internal sealed class GenerationHandler(
    ModelRepository models, TextDoor door, UpstreamHandler upstream, Upstreams upstreams, TextTiers tiers, FilteredTexts filter,
    IUsageSink usage, ErrorAnswers errors, ReleaseWatch releases, MemoryBudget budget, TimeProvider time)
{
    public Task HandleAsync(HttpContext context, IGenerationApi api) => door.HandleAsync(context, request => AnswerAsync(request, api));

    /// <summary>
    /// By the model that is asked for, wherever it is served; of the API's own fields nothing is asked that is for another model to judge.
    /// </summary>
    private async Task AnswerAsync(TextRequest request, IGenerationApi api)
    {
        if (NameIn(request.Json) is not { } name || upstreams.Find(name) is not { } elsewhere)
        {
            await AnswerAsync(request, api, api.Read(request.Context, request.Json));
            return;
        }

        if (api.UpstreamPath is not { } path)
            throw new ProtocolException(
                Fault.Invalid, $"model '{elsewhere.Name}' is served elsewhere, by OpenAI's API alone; use /v1/chat/completions")
                {
                    Field = "model",
                };
        if (filter.IsOn)
            await filter.RequireAsync(api.Read(request.Context, request.Json), request.Context.RequestAborted);
        if (!await upstream.TryAnswerAsync(request, elsewhere, path))
            await AnswerAsync(request, api, api.Read(request.Context, request.Json) with { Model = elsewhere.Fallback });
    }

    /// <summary>By a model of this server.</summary>
    public async Task AnswerAsync(TextRequest request, IGenerationApi api, GenerationCall call)
    {
        await filter.RequireAsync(call, request.Context.RequestAborted);
        var exchange = new GenerationExchange(request.Context, api, call, request.Body.Length);
        var job = models.RentJob(call.Model ?? DefaultModel(), call.Version, request.Context.Request.Headers[GatewayHeaders.Subscription]);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        using var span = Tracing.Start();
        try
        {
            outcome = await RunAsync(exchange, job, request.Memory);
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
            releases.End(job.Model, outcome, exchange.Comparison);
            job.Model.ReturnJob(job);
        }
    }

    private static string? NameIn(JsonElement json)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String
        ? model.GetString()
        : null;

    /// <summary>The only model that writes texts.</summary>
    private string DefaultModel()
    {
        var writers = models.Models.Where(model => model.Default?.Generator is not null).Select(model => model.Name).ToList();
        return writers.Count == 1 ? writers[0] : throw new ProtocolException(Fault.NotFound, writers.Count == 0
            ? "no model here writes texts"
            : $"several models here write texts; name one of {string.Join(", ", writers)} as 'model'") { Field = "model" };
    }

    private async Task<Outcome> RunAsync(GenerationExchange exchange, InferenceJob job, Reservation memory)
    {
        var (context, call) = (exchange.Context, exchange.Call);
        var deadline = time.TimestampIn(door.TimeoutOf(context.Request));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var text = job.Model.Intents is { } intents
            ? await AnswerByIntentAsync(intents, exchange, job, (deadline, gone.Token))
            : Submit(exchange, job, memory, (deadline, gone.Token));
        exchange.Begin(job, text, time);
        var outcome = Outcome.Cancelled;
        try
        {
            outcome = call.IsStreamed ? await StreamAsync(exchange, job, text) : await WriteWholeAsync(exchange, job, text);
        }
        finally
        {
            await LeaveAsync(text, gone);
            (job.QueuedAt, job.StartedAt, job.ComputedAt) = (text.QueuedAt, text.StartedAt, text.EndedAt);
        }

        // Who leaves a stream, or undoes what it is to be kept in, has had its tokens until then
        if (outcome is Outcome.Cancelled or Outcome.Invalid && call.IsStreamed && text.Made > 0)
            await RecordUsageAsync(exchange, job, text, exchange.Streamed);
        return outcome;
    }

    private async Task<TextJob> AnswerByIntentAsync(
        IntentBot intents, GenerationExchange exchange, InferenceJob job, (long Deadline, CancellationToken Gone) until)
    {
        var answer = await intents.AnswerAsync(
            exchange.Call, job.Model, row => (row.Deadline, row.CallerGone) = (until.Deadline, until.Gone), time);
        if (releases.IsTurn(job.Model))
            exchange.Comparison = new IntentComparison(job.Model, exchange.Call, exchange.RequestBytes, answer, time);
        return answer;
    }

    private TextJob Submit(GenerationExchange exchange, InferenceJob job, Reservation memory, (long, CancellationToken) until)
    {
        var generator = job.Model.Generator ?? throw new ProtocolException(
            Fault.Invalid,
            $"model '{job.Model.Name}' writes no texts; use {(job.Model.Encoder is null
            ? $"/v2/models/{job.Model.Name}/infer"
            : "/v1/embeddings")}") { Field = "model" };
        var text = TextJobs.Create(exchange.Call, job.Model.Name, generator, tiers.Of(exchange.Context.Request), until);
        memory.Require((RequestBody.MemoryPerByte * (long)exchange.RequestBytes) + generator.MemoryOf(text.MostTokens));
        if (releases.IsTurn(job.Model))
        {
            var comparison = new TextComparison(job.Model, exchange.Call, exchange.RequestBytes, budget, time);
            (exchange.Comparison, text.Trail) = (comparison, comparison.Trail);
        }

        generator.Submit(text);
        return text;
    }

    /// <summary>The model must not go while it makes the text.</summary>
    private static async Task LeaveAsync(TextJob text, CancellationTokenSource gone)
    {
        await gone.CancelAsync();
        while (text.Pieces.TryRead(out _))
        {
        }

        await text.Pieces.Completion.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<Outcome> WriteWholeAsync(GenerationExchange exchange, InferenceJob job, TextJob text)
    {
        var whole = new StringBuilder();
        await foreach (var piece in filter.PiecesAsync(text, exchange.Context.RequestAborted))
            whole.Append(piece);
        if (text.Reason == FinishReason.Left)
            return Outcome.Cancelled;
        await exchange.Api.CompleteAsync(whole.ToString());
        using var answer = new PooledBytes();
        exchange.Api.WriteWhole(exchange.Answer with { Text = whole.ToString(), Reason = text.Reason, TokensOut = text.Made }, answer);
        await RecordUsageAsync(exchange, job, text, answer.Length);
        await ResponseBody.WriteAsync(exchange.Context, answer, ContentTypes.Json);
        return Outcome.Success;
    }

    /// <summary>What fails before the first piece is answered with its status; what fails later is the stream's last event.</summary>
    private async Task<Outcome> StreamAsync(GenerationExchange exchange, InferenceJob job, TextJob text)
    {
        await text.Pieces.WaitToReadAsync();
        using var stream = new EventStream(exchange);
        try
        {
            var whole = await PumpAsync(exchange, text, stream);
            if (text.Reason == FinishReason.Left)
                return Outcome.Cancelled;
            await exchange.Api.CompleteAsync(whole.ToString());
            exchange.Api.WriteLast(exchange.Answer with { Reason = text.Reason, TokensOut = text.Made }, stream.Next);
            await RecordUsageAsync(exchange, job, text, exchange.Streamed + stream.Next.Length);
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

    private async Task<StringBuilder> PumpAsync(GenerationExchange exchange, TextJob text, EventStream stream)
    {
        var whole = new StringBuilder();
        exchange.Api.WriteFirst(exchange.Answer, stream.Next);
        await foreach (var piece in filter.PiecesAsync(text, exchange.Context.RequestAborted))
        {
            whole.Append(piece);
            exchange.Api.WritePiece(exchange.Answer, piece, stream.Next);
            if (!text.Pieces.TryPeek(out _))
                await stream.FlushAsync();
        }

        await stream.FlushAsync();
        return whole;
    }

    private ValueTask RecordUsageAsync(GenerationExchange exchange, InferenceJob job, TextJob text, int responseBytes)
    {
        job.Model.Metrics.RecordTokens(text.Prompt.Length, text.Made);
        var headers = exchange.Context.Request.Headers;
        return usage.RecordAsync(new UsageEvent(
            headers[GatewayHeaders.Subscription], headers[GatewayHeaders.Product], exchange.Answer.Model, exchange.Answer.Version, 1,
            (long)(text.ComputeTicks * 1e6 / time.TimestampFrequency), exchange.RequestBytes, responseBytes, text.Prompt.Length,
            text.Made));
    }
}
