using Microsoft.ML.OnnxRuntime;
using Platform.Forests.Onnx;
using Platform.Inference.OpenInference;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>A model's inputs and outputs, as its ONNX file declares them. Inputs that may be left out come last.</summary>
internal sealed record Signature(TensorSpec[] Inputs, TensorSpec[] Outputs)
{
    public string[] InputNames { get; } = [.. Inputs.Select(input => input.Name)];

    public string[] OutputNames { get; } = [.. Outputs.Select(output => output.Name)];

    /// <summary>How many inputs a request must have: the first ones.</summary>
    public int RequiredInputs { get; } = Inputs.Count(input => !input.IsOptional);

    /// <summary>Whether a request grows by rows and by the length of texts only.</summary>
    public bool IsLinear { get; } = Array.TrueForAll(Inputs, input => Array.TrueForAll(input.Shape[Math.Min(1, input.Shape.Length)..], dimension => dimension >= 0));

    public bool HasOptionalInputs => RequiredInputs < Inputs.Length;

    /// <summary>Whether the first dimension of every input that must be given is free, and so the rows of a request.</summary>
    public bool HasRows { get; } = Array.Exists(Inputs, input => !input.IsOptional) && Array.TrueForAll(Inputs, input => input.IsOptional || input.Shape is [-1, ..]);

    /// <param name="session">The model.</param>
    /// <param name="graph">Tells tensors of any rank from those of none, which the session does not; null where the file could not be read.</param>
    /// <exception cref="ModelLoadException">An input or output is of a type that the protocol cannot carry.</exception>
    public static Signature Read(InferenceSession session, GraphProto? graph = null)
    {
        var free = graph is null ? [] : graph.Input.Concat(graph.Output).Where(value => value.Type?.TensorType is { Shape: null }).Select(value => value.Name).ToHashSet();
        return new(
            [
                .. session.InputNames.Select(name => Spec("input", name, session.InputMetadata[name], free)),
                .. session.OverridableInitializerMetadata.Select(value => Spec("input", value.Key, value.Value, free) with { IsOptional = true }),
            ],
            [.. session.OutputNames.Select(name => Spec("output", name, session.OutputMetadata[name], free))]);
    }

    /// <summary>The index of the input of this name (UTF-8), or -1.</summary>
    public int IndexOfInput(ReadOnlySpan<byte> name) => IndexOf(Inputs, name);

    /// <summary>The index of the output of this name (UTF-8), or -1.</summary>
    public int IndexOfOutput(ReadOnlySpan<byte> name) => IndexOf(Outputs, name);

    private static int IndexOf(TensorSpec[] specs, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < specs.Length; i++)
            if (name.SequenceEqual(specs[i].Utf8Name))
                return i;
        return -1;
    }

    private static TensorSpec Spec(string role, string name, NodeMetadata metadata, HashSet<string> free)
    {
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
            throw new ModelLoadException($"its {role} '{name}' is a {metadata.OnnxValueType}, and only tensors can be served");
        if (!DataTypes.TryFromElementType(metadata.ElementDataType, out var type))
            throw new ModelLoadException($"its {role} '{name}' has elements of type {metadata.ElementDataType}, which the protocol does not know");
        return new TensorSpec(name, type, [.. metadata.Dimensions.Select(dimension => (long)dimension)]) { HasFreeRank = metadata.Dimensions.Length == 0 && free.Contains(name) };
    }
}
