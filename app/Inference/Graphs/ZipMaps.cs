using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Turns outputs that are a sequence of maps, which no tensor can hold, into the tensor that the maps are made of: the last node of what
/// skl2onnx exports for a classifier, unless told not to, is such a <c>ZipMap</c>. The output keeps its name.
/// https://onnx.ai/onnx/operators/onnx_aionnxml_ZipMap.html
/// </summary>
internal static class ZipMaps
{
    private const int Float = 1;

    /// <summary>Whether there is any that can be turned.</summary>
    public static bool AreIn(GraphProto graph) => graph.Output.Any(output => NodeOf(graph, output) is not null);

    /// <returns>The names of the outputs that have become tensors.</returns>
    public static List<string> Replace(GraphProto graph)
    {
        var replaced = new List<string>();
        foreach (var output in graph.Output)
        {
            if (NodeOf(graph, output) is not { } node)
                continue;
            var classes = (node.Classes("classlabels_strings", "classlabels_int64s")?.Names.Length).GetValueOrDefault();
            node.OpType = "Identity";
            node.Domain = "";
            node.Attribute.Clear();
            output.Type = TypeOf(classes);
            replaced.Add(output.Name);
        }

        return replaced;
    }

    private static NodeProto? NodeOf(GraphProto graph, ValueInfoProto output)
        => graph.Node.FirstOrDefault(
            node => node is { OpType: "ZipMap", Domain: "ai.onnx.ml", Input.Count: 1 } && node.Output.Contains(output.Name));

    private static TypeProto TypeOf(int classes) => new()
    {
        TensorType = new TypeProto.Types.Tensor
        {
            ElemType = Float,
            Shape = new TensorShapeProto
            {
                Dim = { new TensorShapeProto.Types.Dimension(), new TensorShapeProto.Types.Dimension { DimValue = classes } },
            },
        },
    };
}
