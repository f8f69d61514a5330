using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>Finds out whether a model can be given inputs without elements.</summary>
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
}
