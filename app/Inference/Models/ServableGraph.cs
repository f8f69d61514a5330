using Google.Protobuf;
using Platform.Forests.Onnx;
using Platform.Inference.Graphs;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>
/// Makes a model servable, in memory only, where its file is not: sequences of maps become the tensors that they are made of, and outputs
/// that no tensor of the protocol can hold are left out, unless nothing is left then.
/// </summary>
internal static class ServableGraph
{
    private const int OldestOpset = 13;

    /// <summary>What a model is served from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">What it says of its graph.</param>
    /// <param name="findings">Takes what is changed.</param>
    /// <returns>Null for a model that is served as it is.</returns>
    /// <exception cref="ModelLoadException">An input, or every output, cannot be served.</exception>
    public static byte[]? Rewrite(string path, ModelProto graph, List<Finding> findings)
    {
        RequireInputs(graph.Graph);
        if (!ZipMaps.AreIn(graph.Graph) && graph.Graph.Output.All(output => WhyNot(output.Type) is null))
            return null;
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        foreach (var name in ZipMaps.Replace(model.Graph))
            findings.Add(
                new Finding(
                    $"output '{name}' is a sequence of maps, and served as the tensor that they are made of, whose columns are "
                    + "the classes"));
        if (!model.OpsetImport.Any(import => import.Domain is "" or "ai.onnx"))
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OldestOpset });
        LeaveOut(model.Graph, findings);
        return model.ToByteArray();
    }

    private static void RequireInputs(GraphProto graph)
    {
        var weights = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        foreach (var input in graph.Input.Where(input => !weights.Contains(input.Name)))
            if (WhyNot(input.Type, isInput: true) is { } reason)
                throw new ModelLoadException($"its input '{input.Name}' {reason}");
    }

    private static void LeaveOut(GraphProto graph, List<Finding> findings)
    {
        var left = graph.Output.Where(output => WhyNot(output.Type) is null).ToList();
        foreach (var output in graph.Output.Except(left))
        {
            var message = $"its output '{output.Name}' {WhyNot(output.Type)}";
            if (left.Count == 0)
                throw new ModelLoadException(message);
            findings.Add(new Finding($"{message}; it is left out, and the other outputs are served"));
        }

        graph.Output.Clear();
        graph.Output.AddRange(left);
    }

    private static string? WhyNot(TypeProto? type, bool isInput = false) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.SequenceType when isInput =>
            "is a sequence, and only tensors can be served; export the model with a SplitToSequence of a tensor before it",
        TypeProto.ValueOneofCase.MapType when isInput =>
            "is a map, and only tensors can be served; export the model without the DictVectorizer or CastMap that takes it",
        TypeProto.ValueOneofCase.OptionalType when isInput =>
            "is an optional, and only tensors can be served; export the model with a tensor in its place",
        TypeProto.ValueOneofCase.SequenceType when type.SequenceType.ElemType?.MapType is not null =>
            "is a sequence of maps, and only tensors can be served; for a classifier of skl2onnx export it with options={'zipmap': False}",
        TypeProto.ValueOneofCase.SequenceType =>
            "is a sequence, and only tensors can be served; export the model with a ConcatFromSequence at its end",
        TypeProto.ValueOneofCase.MapType =>
            "is a map, and only tensors can be served; export the model with its keys as columns of a tensor",
        TypeProto.ValueOneofCase.OptionalType =>
            "is an optional, and only tensors can be served; export the model with an OptionalGetElement",
        TypeProto.ValueOneofCase.TensorType when !DataTypes.CanCarry(type.TensorType.ElemType) =>
            $"has elements of type {DataTypes.OnnxName(type.TensorType.ElemType)}, which the protocol does not know; export the model "
            + (DataTypes.IsComplex(type.TensorType.ElemType)
                ? "with real and imaginary parts as a last dimension of FP32"
                : "with a Cast to FP32"),
        _ => null,
    };
}
