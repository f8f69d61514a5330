using Microsoft.ML.OnnxRuntime;
using Platform.Forests.Onnx;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>The signature of a session.</summary>
internal static class SessionSignature
{
    /// <param name="session">The model.</param>
    /// <param name="graph">Tells tensors of any rank from those of none, which the session does not; null where the file could not be
    /// read.</param>
    /// <exception cref="ModelLoadException">An input or output is of a type that the protocol cannot carry.</exception>
    public static Signature Read(InferenceSession session, GraphProto? graph = null)
    {
        var free = graph is null
            ? []
            : graph.Input.Concat(graph.Output).Where(value => value.Type?.TensorType is { Shape: null }).Select(value => value.Name)
                .ToHashSet();
        return new Signature(
            [
                .. session.InputNames.Select(name => Spec("input", name, session.InputMetadata[name], free)),
                .. session.OverridableInitializerMetadata.Select(
                    value => Spec("input", value.Key, value.Value, free) with { IsOptional = true }),
            ],
            [.. session.OutputNames.Select(name => Spec("output", name, session.OutputMetadata[name], free))]);
    }

    private static TensorSpec Spec(string role, string name, NodeMetadata metadata, HashSet<string> free)
    {
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
            throw new ModelLoadException($"its {role} '{name}' is a {metadata.OnnxValueType}, and only tensors can be served");
        if (!DataTypes.TryFromElementType(metadata.ElementDataType, out var type))
            throw new ModelLoadException(
                $"its {role} '{name}' has elements of type {metadata.ElementDataType}, which the protocol does not know");
        return new TensorSpec(name, type, [.. metadata.Dimensions.Select(dimension => (long)dimension)])
        {
            HasFreeRank = metadata.Dimensions.Length == 0 && free.Contains(name),
        };
    }
}
