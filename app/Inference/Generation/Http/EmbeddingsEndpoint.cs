using System.Buffers.Text;
using System.Runtime.InteropServices;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Comparisons;
using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Metrics;
using Platform.Inference.Models;
using Platform.Inference.Releases;
using Platform.Inference.Serving;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Http;

/// <summary><c>/v1/embeddings</c>.</summary>
/// <seealso href="https://platform.openai.com/docs/api-reference/embeddings/create">Its fields.</seealso>
internal sealed class EmbeddingsEndpoint(
    ModelRepository models, TextDoor door, UpstreamHandler upstream, Upstreams upstreams, TextTiers tiers, IUsageSink usage,
    ReleaseWatch releases, TimeProvider time)
{
    public const string UpstreamPath = "/embeddings";

    /// <summary>Texts that are in the model's queue at the same time: more of one request would keep others out of it.</summary>
    private const int Together = 64;

    public Task HandleAsync(HttpContext context) => door.HandleAsync(context, AnswerAsync);

    private async Task AnswerAsync(TextRequest request)
    {
        var fields = new Fields(request.Json);
        var name = fields.RequireText("model", "the name of a model, as GET /v1/models lists them");
        if (upstreams.Find(name) is { } elsewhere)
        {
            if (await upstream.TryAnswerAsync(request, elsewhere, UpstreamPath))
                return;
            name = elsewhere.Fallback!;
        }

        var job = models.RentJob(name, null, request.Context.Request.Headers[GatewayHeaders.Subscription]);
        var (started, outcome, comparison) = (time.GetTimestamp(), Outcome.Failed, default(EmbeddingComparison));
        try
        {
            comparison = await RunAsync(request, fields, job);
            outcome = Outcome.Success;
        }
        catch (Exception exception)
        {
            outcome = InferenceHandler.OutcomeOf(request.Context, exception);
            throw;
        }
        finally
        {
            job.Model.Metrics.RecordEnd(outcome, time.GetElapsedTime(started), time);
            releases.End(job.Model, outcome, comparison);
            job.Model.ReturnJob(job);
        }
    }

    /// <returns>What another version is asked afterwards; null for nothing.</returns>
    private async Task<EmbeddingComparison?> RunAsync(TextRequest request, Fields fields, InferenceJob job)
    {
        var (model, context) = (job.Model, request.Context);
        var encoder = model.Encoder ?? throw fields.Refuse("model", $"model '{model.Name}' gives no embeddings");
        var texts = EmbeddingInputs.Read(fields);
        var isBase64 = IsBase64(fields);
        var size = SizeOf(fields, model.Name, encoder);
        CommonFields.TakeNeutral(fields);
        fields.RefuseRest();

        request.Memory.Require((RequestBody.MemoryPerByte * (long)request.Body.Length) + ((long)texts.Length * size * sizeof(double) * 4));
        var tokens = new int[texts.Length][];
        for (var i = 0; i < texts.Length; i++)
            tokens[i] = EmbeddingInputs.Encode(encoder, model.Name, texts[i], texts.Length == 1 ? "input" : $"input[{i}]");
        var read = tokens.Sum(text => text.Length);
        tiers.Of(context.Request).RequirePrompt(read, "input");
        var (vectors, ticks) = await EncodeAsync(request, model, tokens);

        using var answer = new PooledBytes();
        Write(model.Name, [.. vectors.Select(vector => Cut(vector, size))], read, isBase64, answer);
        model.Metrics.RecordTokens(read, 0);
        var headers = context.Request.Headers;
        await usage.RecordAsync(new UsageEvent(
            headers[GatewayHeaders.Subscription], headers[GatewayHeaders.Product], model.Name, model.Version, texts.Length,
            (long)(ticks * 1e6 / time.TimestampFrequency),
            request.Body.Length, answer.Length, read, 0));
        await ResponseBody.WriteAsync(context, answer, ContentTypes.Json);
        return releases.IsTurn(model) ? new EmbeddingComparison(model, texts, (vectors, ticks), request.Body.Length, time) : null;
    }

    /// <summary>The shortest first, so that those of one length, which run together, are in the queue together.</summary>
    private async Task<(float[][] Vectors, long Ticks)> EncodeAsync(TextRequest request, ModelVersion model, int[][] tokens)
    {
        var deadline = time.TimestampIn(door.TimeoutOf(request.Context.Request));
        var (vectors, ticks) = (new float[tokens.Length][], 0L);
        foreach (var some in Enumerable.Range(0, tokens.Length).OrderBy(i => tokens[i].Length).Chunk(Together))
        {
            var made = await Task.WhenAll(some.Select(i => model.Encoder!.EncodeAsync(
                model, tokens[i], job => (job.Deadline, job.CallerGone) = (deadline, request.Context.RequestAborted))));
            for (var at = 0; at < some.Length; at++)
                (vectors[some[at]], ticks) = (made[at].Vector, ticks + made[at].ComputeTicks);
        }

        return (vectors, ticks);
    }

    private static bool IsBase64(Fields fields) => fields.Text("encoding_format") switch
    {
        null or "float" => false,
        "base64" => true,
        var other => throw fields.Refuse("encoding_format", $"'encoding_format' is '{Quote.Short(other)}'; expected 'float' or 'base64'"),
    };

    private static int SizeOf(Fields fields, string model, TextEncoder encoder)
    {
        var asked = (int?)fields.Whole("dimensions", 1, int.MaxValue);
        if (asked is null || asked == encoder.Size || (encoder.IsCut && asked < encoder.Size))
            return asked ?? encoder.Size;
        throw fields.Refuse(
            "dimensions",
            $"'dimensions' is {asked}; model '{model}' gives {encoder.Size}{(encoder.IsCut
            ? " or fewer"
            : ", and its embeddings cannot be cut")}");
    }

    private static float[] Cut(float[] vector, int size)
    {
        if (size == vector.Length)
            return vector;
        var cut = vector[..size];
        TextEncoder.Normalize(cut);
        return cut;
    }

    private static void Write(string model, float[][] vectors, int read, bool isBase64, PooledBytes target)
    {
        target.Append("{\"object\":\"list\",\"data\":["u8);
        for (var i = 0; i < vectors.Length; i++)
        {
            target.Append(i == 0 ? "{\"object\":\"embedding\",\"index\":"u8 : ",{\"object\":\"embedding\",\"index\":"u8);
            target.AppendInteger((long)i);
            target.Append(",\"embedding\":"u8);
            if (isBase64)
                WriteBase64(vectors[i], target);
            else
                WriteNumbers(vectors[i], target);
            target.Append((byte)'}');
        }

        target.Append("],\"model\":"u8);
        target.AppendString(model);
        target.Append(",\"usage\":{\"prompt_tokens\":"u8);
        target.AppendInteger((long)read);
        target.Append(",\"total_tokens\":"u8);
        target.AppendInteger((long)read);
        target.Append("}}"u8);
    }

    private static void WriteNumbers(float[] vector, PooledBytes target)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            target.Append(i == 0 ? (byte)'[' : (byte)',');
            target.AppendSingle(vector[i]);
        }

        target.Append((byte)']');
    }

    /// <summary>Four bytes a number, the lowest first, which is this machine's order.</summary>
    private static void WriteBase64(float[] vector, PooledBytes target)
    {
        var bytes = MemoryMarshal.AsBytes(vector.AsSpan());
        target.Append((byte)'"');
        Base64.EncodeToUtf8(bytes, target.Free(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        target.Advance(written);
        target.Append((byte)'"');
    }
}
