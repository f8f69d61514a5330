using Platform.Inference.Execution;
using Platform.Inference.Protocol;

namespace Platform.Inference.Graphs;

/// <summary>
/// Operators of ONNX Runtime that end the process, or read beyond their memory, where a dimension of what they are given is 0:
/// they divide by it, or split their input by it.
/// </summary>
internal static class EmptyInputs
{
    private static readonly string[] s_unsafe = ["LSTM", "GRU", "RNN", "Scan"];

    /// <summary>Operators that are unsafe with an attribute only.</summary>
    private static readonly (string Attribute, string Name)[] s_unsafeWith = [("Unique.axis", "Unique with an axis")];

    /// <returns>The operator for which a model takes no empty inputs; null where it may get them.</returns>
    public static string? UnsafeOperator(GraphContent graph) =>
        Array.Find(s_unsafe, graph.Operators.Contains) ?? Array.Find(s_unsafeWith, with => graph.Attributes.Contains(with.Attribute)).Name;

    /// <exception cref="ProtocolException">400: an input has no elements, and the model's graph cannot be given that.</exception>
    public static void Check(InferenceJob job, string? unsafeOperator)
    {
        if (unsafeOperator is null)
            return;
        for (var i = 0; i < job.Inputs.Length; i++)
            if (job.Inputs[i].ElementCount == 0)
                throw ProtocolException.BadRequest(
                    $"input '{job.Model.Signature.Inputs[i].Name}' of model '{job.Model.Name}' has shape {Quote.Shape(job.Inputs[i].Shape)}, which is empty; "
                    + $"expected every dimension from 1, as the model's graph has the operator {unsafeOperator}");
    }
}
