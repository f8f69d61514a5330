using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Sentiment;

/// <summary>Which outputs of a model that takes texts hold their sentiment.</summary>
/// <param name="Label">Index of the output with the sentiment in words.</param>
/// <param name="Score">Index of the output with the sentiment as a number.</param>
internal sealed record SentimentPlan(int Label, int Score) : IModelUse
{
    /// <summary>What a model must be like.</summary>
    public const string Expected = "one input of BYTES [-1], and outputs 'sentiment' of BYTES [-1] and 'score' of FP32 [-1]";

    /// <returns>Null for a model that does something else.</returns>
    public static SentimentPlan? TryCreate(Signature signature)
    {
        var label = Array.FindIndex(signature.Outputs, output => output is { Name: "sentiment", Type: DataType.Bytes, Shape: [-1] });
        var score = Array.FindIndex(signature.Outputs, output => output is { Name: "score", Type: DataType.Fp32, Shape: [-1] });
        return signature.Inputs is [{ Type: DataType.Bytes, Shape: [-1] }] && label >= 0 && score >= 0
            ? new SentimentPlan(label, score)
            : null;
    }
}
