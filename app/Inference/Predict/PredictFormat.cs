using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.Predict;

/// <summary>Named features in, labels and probabilities out.</summary>
internal sealed class PredictFormat : IPayloadFormat
{
    public static readonly PredictFormat Instance = new();

    public void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body)
        => job.AnswersWithArray = PredictRequestReader.Read(job, PlanOf(job), body);

    public int Write(InferenceJob job, PooledBytes answer)
    {
        PredictResponseWriter.Write(job, PlanOf(job), job.AnswersWithArray, answer);
        return 0;
    }

    public static PredictPlan PlanOf(InferenceJob job) => job.Model.Predict ?? throw ProtocolException.BadRequest(
        $"model '{job.Model.Name}' does not take named features; use /v2/models/{job.Model.Name}/infer, or name its features "
        + "in model.json");
}
