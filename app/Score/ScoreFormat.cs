using Platform.Inference.Execution;
using Platform.Inference.Predict;
using Platform.Inference.Protocol;
using Platform.Inference.Serving;

namespace Platform.Inference.Score;

/// <summary>MLflow's scoring protocol, so that the container serves behind an Azure Machine Learning online endpoint.</summary>
internal sealed class ScoreFormat : IPayloadFormat
{
    public static readonly ScoreFormat Instance = new();

    public void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body) => ScoreRequestReader.Read(job, PredictFormat.PlanOf(job), body);

    public int Write(InferenceJob job, PooledBytes answer)
    {
        var plan = PredictFormat.PlanOf(job);
        answer.Append("{\"predictions\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            PredictResponseWriter.WritePrediction(job, plan, row, answer);
        }

        answer.Append((byte)']');
        if (plan.Probabilities >= 0)
            WriteProbabilities(job, plan, answer);
        answer.Append((byte)'}');
        return 0;
    }

    private static void WriteProbabilities(InferenceJob job, PredictPlan plan, PooledBytes answer)
    {
        answer.Append(",\"probabilities\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            PredictResponseWriter.WriteProbabilities(job, plan, row, answer);
        }

        answer.Append((byte)']');
    }
}
