using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Forests;

/// <summary>
/// Replaces each forest of a model by one tree that gives the same answers, to the bit, as ONNX Runtime does on one thread.
/// </summary>
internal static class ForestMerger
{
    private const int Float = 1;

    /// <returns>Null when nothing is to be replaced, or the content is no ONNX model.</returns>
    public static MergedModel? Merge(ReadOnlyMemory<byte> content, MergeLimits limits)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(content.Span);
            var (trees, leaves) = (0, 0);
            foreach (var node in model.Graph?.Node ?? [])
            {
                var merged = TryMerge(model.Graph!, node, limits);
                (trees, leaves) = (trees + merged.Trees, leaves + merged.Leaves);
            }

            return trees > 0 ? new MergedModel(model.ToByteArray(), trees, leaves) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            // ONNX Runtime says what is wrong with it.
            return null;
        }
    }

    private static (int Trees, int Leaves) TryMerge(GraphProto graph, NodeProto node, MergeLimits limits)
    {
        if (Ensemble.From(node) is not { } ensemble || !IsFloat(graph, node.Input[0])
            || ForestReader.Read(ensemble, limits) is not { } forest)
            return default;
        return new TreeMerger(forest, limits).Merge() is { } tree && new ForestWriter(ensemble, forest.Comparisons, tree).TryWrite()
            ? (forest.Trees, tree.LeafCount)
            : default;
    }

    /// <summary>Other types are compared, and the leaves added, as doubles.</summary>
    private static bool IsFloat(GraphProto graph, string input)
        => graph.Input.Any(value => value.Name == input && value.Type?.TensorType?.ElemType == Float);
}
