namespace Platform.Inference.Graphs;

/// <summary>
/// Goes through the messages of an ONNX file that can hold a graph, a node or a tensor, and over everything else: weights of
/// gigabytes cost a seek. Field numbers are those of onnx.proto.
/// </summary>
/// <seealso href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto"/>
internal sealed class GraphWalk(Stream file)
{
    /// <summary>Graphs within graphs; protobuf itself refuses more than 100 messages within each other.</summary>
    private const int MaxDepth = 100;

    private readonly FieldReader _wire = new(file);
    private readonly HashSet<string> _operators = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The messages that matter.</summary>
    private enum Kind
    {
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        SparseTensor,
        Tensor,
        ExternalEntry,
        Operator,
        Other,
    }

    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public GraphContent Read()
    {
        Walk(Kind.Model, file.Length, 0);
        return new GraphContent(_operators, _files);
    }

    private static Kind KindOf(Kind owner, int field) => (owner, field) switch
    {
        (Kind.Model, 7) => Kind.Graph,
        (Kind.Model, 25) => Kind.Function,
        (Kind.Graph, 1) or (Kind.Function, 7) => Kind.Node,
        (Kind.Graph, 5) => Kind.Tensor,
        (Kind.Graph, 15) => Kind.SparseTensor,
        (Kind.Node, 4) => Kind.Operator,
        (Kind.Node, 5) or (Kind.Function, 11) => Kind.Attribute,
        (Kind.Attribute, 5 or 10) => Kind.Tensor,
        (Kind.Attribute, 6 or 11) => Kind.Graph,
        (Kind.Attribute, 22 or 23) => Kind.SparseTensor,
        (Kind.SparseTensor, 1 or 2) => Kind.Tensor,
        (Kind.Tensor, 13) => Kind.ExternalEntry,
        _ => Kind.Other,
    };

    private void Walk(Kind owner, long end, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"its messages are nested more than {MaxDepth} deep");
        while (_wire.Position < end)
        {
            var field = _wire.ReadField(end, out var length);
            if (length == 0)
                continue;
            var next = _wire.Position + length;
            Enter(KindOf(owner, field), next, length, depth);
            _wire.Position = next;
        }
    }

    private void Enter(Kind kind, long end, long length, int depth)
    {
        switch (kind)
        {
            case Kind.Other:
                break;
            case Kind.Operator:
                _operators.Add(_wire.ReadText(length));
                break;
            case Kind.ExternalEntry:
                ReadEntry(end);
                break;
            default:
                Walk(kind, end, depth + 1);
                break;
        }
    }

    private void ReadEntry(long end)
    {
        var (key, value) = ("", "");
        while (_wire.Position < end)
        {
            var field = _wire.ReadField(end, out var length);
            var next = _wire.Position + length;
            if (field == 1)
                key = _wire.ReadText(length);
            else if (field == 2)
                value = _wire.ReadText(length);
            _wire.Position = next;
        }

        if (key == "location" && value.Length > 0)
            _files.Add(value);
    }
}
