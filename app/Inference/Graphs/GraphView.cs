using System.Buffers.Binary;
using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>A graph by the names in it: which node makes a tensor, and which tensors are constant.</summary>
internal sealed class GraphView
{
    private const int Int32 = 6, Int64 = 7, String = 8;

    /// <summary>More, and it is no graph that anybody exports.</summary>
    private const int MostForms = 64;

    private static readonly string[] _forms = ["Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Dropout"];
    private readonly Dictionary<string, (NodeProto Node, int Output)> _makers = [];
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly HashSet<string> _inputs;

    public GraphView(GraphProto graph)
    {
        _inputs = [.. graph.Input.Select(input => input.Name)];
        foreach (var tensor in graph.Initializer)
            _constants.TryAdd(tensor.Name, tensor);
        foreach (var node in graph.Node)
        {
            for (var i = 0; i < node.Output.Count; i++)
                _makers.TryAdd(node.Output[i], (node, i));
            if (node is { OpType: "Constant", Output: [var name] } && node.Find("value")?.T is { } value)
                _constants.TryAdd(name, value);
        }
    }

    /// <summary>The node that makes a tensor, and which of its outputs that is; null for inputs and weights.</summary>
    public (NodeProto Node, int Output)? MakerOf(string tensor) => _makers.TryGetValue(tensor, out var maker) ? maker : null;

    /// <summary>Whether a node's first output has the values of its first input, in whatever form.</summary>
    public static bool IsForm(NodeProto node) => node.Input.Count > 0 && _forms.Contains(node.OpType);

    /// <summary>Whether callers give it, and no weight stands for it where they do not.</summary>
    public bool IsInput(string tensor) => _inputs.Contains(tensor) && !_constants.ContainsKey(tensor);

    /// <summary>All that a tensor is made of, and itself, by their names; graphs within nodes see the tensors around them.</summary>
    public HashSet<string> TensorsBehind(string tensor)
    {
        var behind = new HashSet<string>();
        var left = new Stack<string>([tensor]);
        while (left.TryPop(out var name))
            if (behind.Add(name) && MakerOf(name) is var (node, _))
                foreach (var input in InputsOf(node))
                    left.Push(input);
        return behind;
    }

    public TensorProto? ConstantOf(string tensor) => _constants.GetValueOrDefault(tensor);

    /// <returns>Null for a tensor that is not constant, or that holds neither whole numbers nor texts.</returns>
    public ClassList? ClassesIn(string tensor)
    {
        for (var forms = 0; forms < MostForms; forms++)
        {
            if (ConstantOf(tensor) is { } constant)
                return ClassesIn(constant);
            if (MakerOf(tensor) is not ({ } node, 0))
                return null;
            if (node.OpType == "Constant")
                return node.Classes("value_strings", "value_ints", "value_string", "value_int");
            // Other numbers may come out of a Cast, or none where texts went in
            if (!IsForm(node) || node.OpType == "Cast")
                return null;
            tensor = node.Input[0];
        }

        return null;
    }

    /// <summary>Whether a tensor is made of texts by a <c>Cast</c>, whatever forms come after that.</summary>
    public bool IsCastToText(string tensor)
    {
        for (var forms = 0; forms < MostForms && MakerOf(tensor) is ({ } node, 0) && IsForm(node); forms++)
        {
            if (node.OpType == "Cast")
                return node.Number("to", 0) == String;
            tensor = node.Input[0];
        }

        return false;
    }

    public static ClassList? ClassesIn(TensorProto tensor) => tensor.DataType switch
    {
        String when tensor.StringData.Count > 0 => new ClassList([.. tensor.StringData.Select(text => text.ToStringUtf8())]),
        Int64 when tensor.Int64Data.Count > 0 => ClassList.Of([.. tensor.Int64Data]),
        Int64 when tensor.HasRawData => ClassList.Of(Numbers(tensor.RawData.Span, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian)),
        Int32 when tensor.Int32Data.Count > 0 => ClassList.Of([.. tensor.Int32Data.Select(number => (long)number)]),
        Int32 when tensor.HasRawData =>
            ClassList.Of(Numbers(tensor.RawData.Span, sizeof(int), bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes))),
        _ => null,
    };

    private static IEnumerable<string> InputsOf(NodeProto node)
        => node.Input.Concat(node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => attribute.G.Node)
            .SelectMany(InputsOf));

    private static long[] Numbers(ReadOnlySpan<byte> raw, int size, Func<ReadOnlySpan<byte>, long> read)
    {
        var numbers = new long[raw.Length / size];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = read(raw[(i * size)..]);
        return numbers;
    }
}
