using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>A node and the names that it sees.</summary>
internal readonly record struct PlacedNode(NodeProto Node, GraphScope Scope)
{
    /// <summary>Functions within functions, and graphs within graphs.</summary>
    private const int MaxDepth = 32;

    /// <summary>Every node of a model that is run: those of graphs within nodes and of functions, for each call, too.</summary>
    public static IEnumerable<PlacedNode> AllOf(ModelProto model) => AllOf(model.Graph.Node, GraphScope.Of(model), 0);

    private static IEnumerable<PlacedNode> AllOf(IEnumerable<NodeProto> nodes, GraphScope scope, int depth)
    {
        foreach (var node in nodes)
        {
            var inner = scope.Functions.Find(node) is { } function ? AllOf(function.Node, scope.Calling(function, node), depth + 1)
                : node.Attribute.SelectMany(GraphsOf).SelectMany(graph => AllOf(graph.Node, scope.Within(graph), depth + 1))
                    .Prepend(new PlacedNode(node, scope));
            foreach (var placed in depth < MaxDepth ? inner : [])
                yield return placed;
        }
    }

    private static IEnumerable<GraphProto> GraphsOf(AttributeProto attribute)
        => attribute.G is { } graph ? attribute.Graphs.Append(graph) : attribute.Graphs;
}
