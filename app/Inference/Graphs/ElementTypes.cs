using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>Tells the type of a tensor's elements, by the numbers of onnx.proto, as far as the operators behind it say it.</summary>
internal static class ElementTypes
{
    public const int Unknown = 0, Int32 = 6, Int64 = 7;
    private const int Float = 1, Byte = 2, Bool = 9, MaxSteps = 256;
    private static readonly string[] _counts = ["Shape", "Size", "NonZero", "ArgMax", "ArgMin"];
    private static readonly string[] _bytes = ["QuantizeLinear", "DynamicQuantizeLinear", "QLinearMatMul", "QLinearConv"];
    private static readonly string[] _truths = [
        "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Not", "And", "Or", "Xor", "IsNaN", "IsInf",
    ];

    public static int Of(TensorPlace tensor)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            if (tensor.Scope.Find(tensor.Name) is not { } found)
                return Unknown;
            if (found.Scope.InputOf(found.Name) is { } input)
                return input.Type?.TensorType?.ElemType ?? Unknown;
            if (found.Scope.ConstantOf(found.Name) is { } constant)
                return constant.DataType;
            if (found.Scope.MakerOf(found.Name) is not var (node, output))
                return Unknown;
            if (Says(node, output) is >= 0 and var says)
                return says;
            if (Next(found.Scope, node, output) is not { } next)
                return Unknown;
            tensor = next;
        }

        return Unknown;
    }

    /// <returns>-1 where another tensor says it.</returns>
    private static int Says(NodeProto node, int output) => node.OpType switch
    {
        "Cast" => (int)node.Number("to", Unknown),
        "Unique" or "TopK" or "MaxPool" when output > 0 => Int64,
        "MatMulInteger" or "ConvInteger" => Int32,
        "ConstantOfShape" => node.Find("value")?.T?.DataType ?? Float,
        "LabelEncoder" => node.Classes("values_int64s", "values_tensor", "cats_int64s") is null ? Float : Int64,
        "RandomNormal" or "RandomUniform" or "TfIdfVectorizer" or "DequantizeLinear" => Float,
        _ when _counts.Contains(node.OpType) => Int64,
        _ when _bytes.Contains(node.OpType) => Byte,
        _ when _truths.Contains(node.OpType) => Bool,
        "Loop" or "If" or "Scan" =>
            Graph(node)?.Output.ElementAtOrDefault(node.OpType == "Loop" ? output + 1 : output)?.Type?.TensorType?.ElemType ?? Unknown,
        _ => -1,
    };

    /// <summary>The tensor whose type it is, where that is not said.</summary>
    private static TensorPlace? Next(GraphScope scope, NodeProto node, int output)
    {
        if (scope.Functions.Find(node) is { } function)
            return output < function.Output.Count ? new TensorPlace(scope.Calling(function, node), function.Output[output]) : null;
        var index = node.OpType switch
        {
            "Where" or "CastLike" => 1,
            "OneHot" => 2,
            _ => 0,
        };
        return index < node.Input.Count ? new TensorPlace(scope, node.Input[index]) : null;
    }

    private static GraphProto? Graph(NodeProto node)
        => node.Attribute.Select(attribute => attribute.G).FirstOrDefault(graph => graph is not null);
}
