using System.Runtime.InteropServices;
using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Inference.Bundling;

/// <summary>
/// Makes a quarter of an encoder: weights in 8 bits with a scale for each column, and what is multiplied by them with a scale for each
/// token. The usual dynamic quantization takes one scale for all rows that run together, so that an answer depends on whose requests came
/// along.
/// </summary>
/// <remarks>
/// The columns' scales come before the tokens': the other way round, ONNX Runtime fuses MatMulInteger, Cast and Mul into one operator that
/// takes a token's scale for all. https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/optimizer/matmul_integer_to_float.cc
/// Weights go to 63, not 127: processors without VNNI add two products in 16 bits, which 255 × 127 × 2 overflows.
/// https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html#when-and-why-do-i-need-to-try-u8u8
/// </remarks>
internal sealed class EncoderQuantizer
{
    private const int Float = 1;
    private const int Int8 = 3;
    private const int LargestToken = 127;
    private const int LargestWeight = 63;

    /// <summary>Elements of a table below which it is not worth it.</summary>
    private const int SmallTable = 1 << 20;

    /// <summary>Since which axes are an input: https://onnx.ai/onnx/operators/onnx__ReduceMax.html</summary>
    private const int AxesAreInput = 18;

    private readonly GraphProto _graph;
    private readonly Dictionary<string, TensorProto> _weights;
    private readonly Dictionary<string, (string Values, string Scale)> _tokens = [];
    private readonly List<NodeProto> _nodes = [];
    private readonly bool _axesAreInput;

    private EncoderQuantizer(ModelProto model)
    {
        _graph = model.Graph;
        _weights = _graph.Initializer.Where(tensor => tensor.DataType == Float && tensor.Dims.Count == 2)
            .ToDictionary(tensor => tensor.Name);
        _axesAreInput = model.OpsetImport.First(set => set.Domain.Length == 0).Version >= AxesAreInput;
    }

    /// <returns>The model, changed.</returns>
    public static ModelProto Quantize(ModelProto model)
    {
        new EncoderQuantizer(model).Run();
        return model;
    }

    private void Run()
    {
        AddFloat("least_scale", [], [1e-12f]);
        AddFloat("largest_token", [], [LargestToken]);
        if (_axesAreInput)
            _graph.Initializer.Add(new TensorProto { Name = "last_axis", DataType = 7, Dims = { 1 }, RawData = Bytes<long>([-1]) });
        foreach (var node in _graph.Node)
            if (node.OpType == "MatMul" && _weights.TryGetValue(node.Input[1], out var weights))
                Multiply(node, weights);
            else if (node.OpType == "Gather" && _weights.TryGetValue(node.Input[0], out var table)
                && table.Dims[0] * table.Dims[1] >= SmallTable)
                LookUp(node, table);
            else
                _nodes.Add(node);
        _graph.Node.Clear();
        _graph.Node.Add(_nodes);
        var used = _nodes.SelectMany(node => node.Input).ToHashSet();
        foreach (var unused in _graph.Initializer.Where(tensor => !used.Contains(tensor.Name)).ToList())
            _graph.Initializer.Remove(unused);
    }

    private void Multiply(NodeProto node, TensorProto weights)
    {
        var (tokens, scale) = Tokens(node.Input[0]);
        var name = weights.Name;
        if (!Has($"{name}_8"))
            AddColumns(weights);
        var product = node.Output[0];
        Add("MatMulInteger", [tokens, $"{name}_8"], $"{product}_32");
        Cast($"{product}_32", Float, $"{product}_f");
        Add("Mul", [$"{product}_f", $"{name}_scale"], $"{product}_c");
        Add("Mul", [$"{product}_c", scale], product);
    }

    /// <summary>Several products share what they multiply.</summary>
    private (string Values, string Scale) Tokens(string input)
    {
        if (_tokens.TryGetValue(input, out var known))
            return known;
        Add("Abs", [input], $"{input}_abs");
        var most = Add("ReduceMax", _axesAreInput ? [$"{input}_abs", "last_axis"] : [$"{input}_abs"], $"{input}_most");
        if (!_axesAreInput)
            most.Attribute.Add(new AttributeProto { Name = "axes", Type = AttributeProto.Types.Type.Ints, Ints = { -1 } });
        Add("Div", [$"{input}_most", "largest_token"], $"{input}_step");
        Add("Max", [$"{input}_step", "least_scale"], $"{input}_scale");
        Add("Div", [input, $"{input}_scale"], $"{input}_steps");
        Add("Round", [$"{input}_steps"], $"{input}_whole");
        Cast($"{input}_whole", Int8, $"{input}_8");
        return _tokens[input] = ($"{input}_8", $"{input}_scale");
    }

    private void LookUp(NodeProto node, TensorProto table)
    {
        var (rows, width) = ((int)table.Dims[0], (int)table.Dims[1]);
        var (values, scales) = Quantized(table, rows, width, LargestToken, byColumn: false);
        AddBytes($"{table.Name}_8", [rows, width], values);
        AddFloat($"{table.Name}_scale", [rows, 1], scales);
        var found = node.Output[0];
        Add("Gather", [$"{table.Name}_8", node.Input[1]], $"{found}_row");
        Cast($"{found}_row", Float, $"{found}_row_f");
        Add("Gather", [$"{table.Name}_scale", node.Input[1]], $"{found}_row_scale");
        Add("Mul", [$"{found}_row_f", $"{found}_row_scale"], found);
    }

    private void AddColumns(TensorProto weights)
    {
        var (rows, columns) = ((int)weights.Dims[0], (int)weights.Dims[1]);
        var (values, scales) = Quantized(weights, rows, columns, LargestWeight, byColumn: true);
        AddBytes($"{weights.Name}_8", [rows, columns], values);
        AddFloat($"{weights.Name}_scale", [columns], scales);
    }

    private static (sbyte[] Values, float[] Scales) Quantized(TensorProto tensor, int rows, int columns, int largest, bool byColumn)
    {
        var floats = tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
        var scales = new float[byColumn ? columns : rows];
        for (var i = 0; i < floats.Length; i++)
        {
            var at = byColumn ? i % columns : i / columns;
            scales[at] = Math.Max(scales[at], Math.Abs(floats[i]) / largest);
        }

        var values = new sbyte[floats.Length];
        for (var i = 0; i < floats.Length; i++)
            values[i] = scales[byColumn ? i % columns : i / columns] is > 0 and var scale
                ? (sbyte)MathF.Round(floats[i] / scale)
                : (sbyte)0;
        return (values, scales);
    }

    private bool Has(string name) => _graph.Initializer.Any(tensor => tensor.Name == name);

    private void AddBytes(string name, long[] shape, sbyte[] values)
        => _graph.Initializer.Add(new TensorProto { Name = name, DataType = Int8, Dims = { shape }, RawData = Bytes(values) });

    private void AddFloat(string name, long[] shape, float[] values)
        => _graph.Initializer.Add(new TensorProto { Name = name, DataType = Float, Dims = { shape }, RawData = Bytes(values) });

    private NodeProto Add(string operation, string[] inputs, string output)
    {
        var node = new NodeProto { OpType = operation, Input = { inputs }, Output = { output } };
        _nodes.Add(node);
        return node;
    }

    private void Cast(string input, int type, string output)
        => Add("Cast", [input], output).Attribute.Add(new AttributeProto { Name = "to", Type = AttributeProto.Types.Type.Int, I = type });

    private static ByteString Bytes<T>(T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
}
