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
        var predictions = new Predictions(job, PredictFormat.PlanOf(job));
        answer.Append("{\"predictions\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            predictions.WriteNext(answer);
        }

        answer.Append((byte)']');
        if (predictions.HaveProbabilities)
            WriteProbabilities(job, predictions, answer);
        answer.Append((byte)'}');
        return 0;
    }

    private static void WriteProbabilities(InferenceJob job, Predictions predictions, PooledBytes answer)
    {
        answer.Append(",\"probabilities\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            predictions.WriteProbabilities(row, answer);
        }

        answer.Append((byte)']');
    }
}
