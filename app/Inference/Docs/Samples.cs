using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Platform.Inference.Predict;

namespace Platform.Inference.Docs;

/// <summary>Requests that a model takes, and what it answers to them: run once, when the first page asks.</summary>
/// <param name="Example">A body for <c>/predict</c>; null for a model without named features.</param>
/// <param name="Answer">What it answers; null where it refuses or cannot run yet.</param>
/// <param name="Tensors">A body for <c>/infer</c>; null where there is none that is short and JSON.</param>
/// <param name="TensorAnswer">What it answers, or null.</param>
internal sealed record Samples(JsonObject? Example, JsonNode? Answer, JsonObject? Tensors, JsonNode? TensorAnswer)
{
    /// <summary>A sample is no answer that anybody waits for: what takes longer than this is left out.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<ModelVersion, Samples> _known = [];

    public static async Task<Samples> OfAsync(ModelVersion model)
    {
        if (_known.TryGetValue(model, out var known))
            return known;
        var example = model.Predict is { } plan ? ExampleRow.Of(model, plan) : null;
        var tensors = TensorExample.Of(model.Signature);
        if (!model.IsReady)
            return new Samples(example, null, tensors, null);
        var samples = new Samples(
            example, example is null ? null : await TryAsync(() => SampleAnswer.OfAsync(model, example)),
            tensors, tensors is null ? null : await TryAsync(() => InferAsync(model, tensors)));
        _known.AddOrUpdate(model, samples);
        return samples;
    }

    private static async Task<JsonNode?> TryAsync(Func<Task<string?>> run)
    {
        try
        {
            return await run().WaitAsync(_patience) is { } answer ? JsonNode.Parse(answer) : null;
        }
        catch (Exception refused) when (refused is ProtocolException or Execution.RefusedException or TimeoutException)
        {
            return null;
        }
    }

    private static async Task<string?> InferAsync(ModelVersion model, JsonObject request)
    {
        if (model.TryRentJob() is not { } job)
            return null;
        try
        {
            InferRequestReader.Read(job, Encoding.UTF8.GetBytes(request.ToJsonString()), default);
            await model.InferAsync(job);
            using var answer = new PooledBytes();
            return InferResponseWriter.Write(job, answer) == 0 ? Encoding.UTF8.GetString(answer.Written.Span) : null;
        }
        finally
        {
            model.ReturnJob(job);
        }
    }
}
