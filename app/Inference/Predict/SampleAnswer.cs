using System.Text;
using System.Text.Json.Nodes;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Predict;

/// <summary>What a model answers to an example: run as a request is, but for nobody, so that nothing is metered.</summary>
internal static class SampleAnswer
{
    /// <summary>The answer of <c>/predict</c>; null for a version that has just been dropped.</summary>
    /// <exception cref="ProtocolException">The example does not fit the model, or the model refuses it.</exception>
    public static async Task<string?> OfAsync(ModelVersion model, JsonObject example)
    {
        if (model.TryRentJob() is not { } job)
            return null;
        try
        {
            var asArray = PredictRequestReader.Read(job, PredictFormat.PlanOf(job), Encoding.UTF8.GetBytes(example.ToJsonString()));
            await model.InferAsync(job);
            using var answer = new PooledBytes();
            PredictResponseWriter.Write(job, PredictFormat.PlanOf(job), asArray, answer);
            return Encoding.UTF8.GetString(answer.Written.Span);
        }
        finally
        {
            model.ReturnJob(job);
        }
    }
}
