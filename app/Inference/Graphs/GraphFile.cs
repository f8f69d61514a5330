using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Reads what an ONNX file says of its graph, without its weights: of tensors and attributes above 64 kB only the names are kept, so that a
/// file of two gigabytes costs no memory here. What is smaller can be a list of classes, and is read whole.
/// </summary>
internal readonly struct GraphFile
{
    private const int LargestContent = 64 << 10;
    private const int MaxDepth = 32;
    private readonly WireReader _input;

    private GraphFile(Stream content) => _input = new WireReader(content);

    /// <returns>Null for a file that is no ONNX model.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelProto? TryRead(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return TryRead(file);
    }

    /// <returns>Null for a content that is no ONNX model.</returns>
    public static ModelProto? TryRead(Stream content)
    {
        try
        {
            var model = new GraphFile(content).ReadModel();
            return model.Graph is null ? null : model;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private ModelProto ReadModel()
    {
        var (file, model) = (this, new ModelProto());
        ReadFields(long.MaxValue, field =>
        {
            switch (field)
            {
                case ModelProto.IrVersionFieldNumber: model.IrVersion = (long)file._input.ReadNumber(); break;
                case ModelProto.OpsetImportFieldNumber: model.OpsetImport.Add(file.Parse(OperatorSetIdProto.Parser)); break;
                case ModelProto.FunctionsFieldNumber: model.Functions.Add(file.Parse(FunctionProto.Parser)); break;
                case ModelProto.GraphFieldNumber: model.Graph = file.ReadGraph(0); break;
                default: return false;
            }

            return true;
        });
        return model;
    }

    private GraphProto ReadGraph(int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException();
        var (file, graph) = (this, new GraphProto());
        ReadFields(ReadEnd(), field =>
        {
            switch (field)
            {
                case GraphProto.NodeFieldNumber: graph.Node.Add(file.ReadNode(depth)); break;
                case GraphProto.InitializerFieldNumber: graph.Initializer.Add(file.ReadTensor()); break;
                case GraphProto.InputFieldNumber: graph.Input.Add(file.Parse(ValueInfoProto.Parser)); break;
                case GraphProto.OutputFieldNumber: graph.Output.Add(file.Parse(ValueInfoProto.Parser)); break;
                default: return false;
            }

            return true;
        });
        return graph;
    }

    private NodeProto ReadNode(int depth)
    {
        var (file, node) = (this, new NodeProto());
        ReadFields(ReadEnd(), field =>
        {
            switch (field)
            {
                case NodeProto.InputFieldNumber: node.Input.Add(file._input.ReadText()); break;
                case NodeProto.OutputFieldNumber: node.Output.Add(file._input.ReadText()); break;
                case NodeProto.OpTypeFieldNumber: node.OpType = file._input.ReadText(); break;
                case NodeProto.DomainFieldNumber: node.Domain = file._input.ReadText(); break;
                case NodeProto.AttributeFieldNumber: node.Attribute.Add(file.ReadAttribute(depth)); break;
                default: return false;
            }

            return true;
        });
        return node;
    }

    private AttributeProto ReadAttribute(int depth)
    {
        var (file, attribute, length) = (this, new AttributeProto(), _input.ReadLength());
        if (length <= LargestContent)
            return Parse(AttributeProto.Parser, length);
        ReadFields(_input.Position + length, field =>
        {
            switch (field)
            {
                case AttributeProto.NameFieldNumber: attribute.Name = file._input.ReadText(); break;
                case AttributeProto.GFieldNumber: attribute.G = file.ReadGraph(depth + 1); break;
                case AttributeProto.GraphsFieldNumber: attribute.Graphs.Add(file.ReadGraph(depth + 1)); break;
                default: return false;
            }

            return true;
        });
        return attribute;
    }

    private TensorProto ReadTensor()
    {
        var (file, tensor, length) = (this, new TensorProto(), _input.ReadLength());
        if (length <= LargestContent)
            return Parse(TensorProto.Parser, length);
        ReadFields(_input.Position + length, field =>
        {
            switch (field)
            {
                case TensorProto.DataTypeFieldNumber: tensor.DataType = (int)file._input.ReadNumber(); break;
                case TensorProto.NameFieldNumber: tensor.Name = file._input.ReadText(); break;
                default: return false;
            }

            return true;
        });
        return tensor;
    }

    /// <summary>Offers each field up to an end, and passes over those that are not taken.</summary>
    private void ReadFields(long end, Func<int, bool> take)
    {
        while (_input.Position < end && !_input.IsAtEnd)
        {
            var tag = (uint)_input.ReadNumber();
            if (!take(WireFormat.GetTagFieldNumber(tag)))
                _input.Skip(WireFormat.GetTagWireType(tag));
        }

        if (end < long.MaxValue && _input.Position != end)
            throw new InvalidDataException();
    }

    private long ReadEnd()
    {
        var length = _input.ReadLength();
        return _input.Position + length;
    }

    private T Parse<T>(MessageParser<T> parser)
        where T : IMessage<T> => Parse(parser, _input.ReadLength());

    private T Parse<T>(MessageParser<T> parser, int length)
        where T : IMessage<T> => parser.WithDiscardUnknownFields(true).ParseFrom(_input.ReadBytes(length));
}
