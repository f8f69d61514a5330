using Platform.Forests.Onnx;
using Platform.Inference.Execution;
using Platform.Inference.Faults;

namespace Platform.Inference.Graphs;

/// <summary>Refuses inputs without elements to models whose graph cannot be given any.</summary>
internal static class EmptyInputs
{
    /// <returns>The operator for which a model takes no empty inputs; null where it may get them.</returns>
    public static string? UnsafeOperator(ModelProto model)
    {
        var nonEmpty = new NonEmpty(inputsAre: false);
        foreach (var (node, scope) in PlacedNode.AllOf(model))
            if (UnsafeOperands.OrUntried(node).Any(input => !nonEmpty.Is(new TensorPlace(scope, input))))
                return node.OpType == "Unique" ? "Unique with an axis" : node.OpType;
        return null;
    }

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
