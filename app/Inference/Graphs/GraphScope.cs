using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// The names that the nodes of a graph see: those of the graph, of the graphs around it, and in a function what it was called with.
/// </summary>
internal sealed class GraphScope
{
    private const int FirstWithDefaults = 4;

    private readonly GraphView _view;
    private readonly Dictionary<string, ValueInfoProto> _inputs;
    private readonly GraphScope? _around;
    private readonly Dictionary<string, TensorPlace> _arguments = [];

    private GraphScope(GraphView view, IEnumerable<ValueInfoProto> inputs, GraphScope? around, FunctionSet functions)
    {
        _view = view;
        _inputs = inputs.GroupBy(input => input.Name).ToDictionary(inputs => inputs.Key, inputs => inputs.First());
        _around = around;
        Functions = functions;
    }

    public FunctionSet Functions { get; }

    /// <summary>Whether it is the whole model, whose inputs callers give.</summary>
    public bool IsModel { get; private init; }

    public static GraphScope Of(ModelProto model)
        => new(new GraphView(model.Graph), InputsOf(model), null, new FunctionSet(model.Functions)) { IsModel = true };

    /// <summary>That of a graph within a node of this one.</summary>
    public GraphScope Within(GraphProto graph) => new(new GraphView(graph), graph.Input, this, Functions);

    /// <summary>That of a function which a node of this one calls.</summary>
    public GraphScope Calling(FunctionProto function, NodeProto call)
    {
        var inner = new GraphScope(new GraphView(new GraphProto { Node = { function.Node } }), [], null, Functions);
        foreach (var (parameter, argument) in function.Input.Zip(call.Input))
            inner._arguments.TryAdd(parameter, new TensorPlace(this, argument));
        return inner;
    }

    /// <summary>Where a tensor that is seen here belongs; null for one that nobody makes.</summary>
    public TensorPlace? Find(string name)
    {
        if (_view.MakerOf(name) is not null || _view.ConstantOf(name) is not null || _inputs.ContainsKey(name))
            return new TensorPlace(this, name);
        return _arguments.TryGetValue(name, out var argument) ? argument.Scope.Find(argument.Name) : _around?.Find(name);
    }

    public (NodeProto Node, int Output)? MakerOf(string name) => _view.MakerOf(name);

    /// <summary>A tensor that never changes: what callers may give otherwise is none.</summary>
    public TensorProto? ConstantOf(string name) => _inputs.ContainsKey(name) ? null : _view.ConstantOf(name);

    /// <summary>The whole numbers of a tensor that never changes, wherever it belongs; null for others.</summary>
    public long[]? NumbersOf(string name)
        => Find(name) is var (scope, found) && scope.ConstantOf(found) is { } constant ? GraphView.ClassesIn(constant)?.Numbers : null;

    public ValueInfoProto? InputOf(string name) => _inputs.GetValueOrDefault(name);

    /// <summary>Weights had to be among the inputs before version 4, and no caller can give them.</summary>
    /// <seealso href="https://github.com/onnx/onnx/blob/main/docs/Versioning.md"/>
    private static IEnumerable<ValueInfoProto> InputsOf(ModelProto model)
    {
        var weights = model.IrVersion < FirstWithDefaults ? model.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet() : [];
        return model.Graph.Input.Where(input => !weights.Contains(input.Name));
    }
}
