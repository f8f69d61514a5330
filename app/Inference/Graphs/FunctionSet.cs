using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>The functions of a model, which its nodes call like operators.</summary>
internal sealed class FunctionSet(IEnumerable<FunctionProto> functions)
{
    private readonly Dictionary<(string, string), FunctionProto> _functions =
        functions.GroupBy(function => (function.Domain, function.Name)).ToDictionary(same => same.Key, same => same.First());

    public FunctionProto? Find(NodeProto node) => _functions.GetValueOrDefault((node.Domain, node.OpType));
}
