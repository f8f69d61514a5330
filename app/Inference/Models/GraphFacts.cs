using Platform.Forests.Onnx;

namespace Platform.Inference.Models;

/// <summary>What a model's file tells beside its signature.</summary>
/// <param name="Graph">Without its weights; null where the file could not be read.</param>
/// <param name="Findings">What loading shows: outputs that are left out, names that callers will miss, and what to write into
/// model.json.</param>
/// <param name="IsSteady">Whether a row takes the same time whatever its values.</param>
/// <param name="UnsafeOperator">The operator for which the model takes no empty inputs; null where it may get them.</param>
internal sealed record GraphFacts(GraphProto? Graph, List<Finding> Findings, bool IsSteady, string? UnsafeOperator)
{
    /// <summary>What the model is good for beside tensors.</summary>
    public IReadOnlyList<IModelUse> Uses { get; init; } = [];
}
