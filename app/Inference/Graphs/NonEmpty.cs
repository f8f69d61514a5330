using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Tells tensors that always have elements: what no value and no shape of the inputs can leave without any. Where it is not known, they may
/// have none.
/// </summary>
/// <param name="inputsAre">Whether the inputs that callers give have elements; else only those whose shape is fixed do.</param>
internal sealed class NonEmpty(bool inputsAre)
{
    private const int MaxDepth = 2000;

    /// <summary>Of these only the first input matters: they change elements, or their order, or refuse what is too small.</summary>
    private static readonly HashSet<string> _keepers =
    [
        .. "Identity Cast CastLike Reshape Transpose Flatten Squeeze Unsqueeze Dropout Softmax LogSoftmax Hardmax ArgMax ArgMin".Split(' '),
        .. "CumSum Clip Trilu".Split(' '),
        .. "Relu LeakyRelu Elu Celu Selu ThresholdedRelu HardSigmoid HardSwish Sigmoid Softplus Softsign Mish Gelu Swish".Split(' '),
        .. "Shrink Tanh".Split(' '),
        .. "Abs Neg Ceil Floor Round Sign Sqrt Exp Log Reciprocal Erf Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Not".Split(
            ' '),
        .. "IsNaN IsInf".Split(' '),
        .. "Conv ConvTranspose ConvInteger QLinearConv MaxPool AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool".Split(' '),
        .. "BatchNormalization InstanceNormalization LayerNormalization GroupNormalization RMSNormalization LpNormalization LRN".Split(' '),
        .. "QuantizeLinear DequantizeLinear DynamicQuantizeLinear LSTM GRU RNN DynamicQuantizeLSTM EyeLike".Split(' '),
        .. "RandomNormalLike RandomUniformLike".Split(' '),
        .. "Scaler Normalizer Imputer Binarizer LabelEncoder OneHotEncoder LinearClassifier LinearRegressor".Split(' '),
        .. "SVMClassifier SVMRegressor".Split(' '),
        .. "TreeEnsembleClassifier TreeEnsembleRegressor TreeEnsemble BiasGelu FastGelu QuickGelu SkipLayerNormalization".Split(' '),
    ];

    /// <summary>Of these every input matters: they bring tensors together.</summary>
    private static readonly HashSet<string> _joiners =
    [
        .. "Add Sub Mul Div Mod Pow Min Max Sum Mean And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual Where".Split(' '),
        .. "PRelu BitShift".Split(' '),
        .. "BitwiseAnd BitwiseOr BitwiseXor MatMul MatMulInteger Gemm FusedMatMul FusedGemm Einsum Concat Gather GatherElements".Split(' '),
    ];

    private readonly Dictionary<TensorPlace, bool> _known = [];

    public bool Is(TensorPlace tensor) => Is(tensor, 0);

    private bool Is(TensorPlace tensor, int depth)
    {
        if (tensor.Name.Length == 0)
            return true;
        if (tensor.Scope.Find(tensor.Name) is not { } found || depth > MaxDepth)
            return false;
        if (!_known.TryGetValue(found, out var known))
            _known[found] = known = Judge(found, depth + 1);
        return known;
    }

    private bool Judge(TensorPlace found, int depth)
    {
        var (scope, name) = found;
        if (scope.InputOf(name) is { } input)
            return (inputsAre && scope.IsModel) || input.Type?.TensorType?.Shape?.Dim.All(dimension => dimension.DimValue > 0) == true;
        if (scope.ConstantOf(name) is { } constant)
            return !constant.Dims.Contains(0);
        if (scope.MakerOf(name) is not var (node, output))
            return false;
        if (scope.Functions.Find(node) is { } function)
            return output < function.Output.Count && Is(new TensorPlace(scope.Calling(function, node), function.Output[output]), depth);
        return node.OpType switch
        {
            "Shape" or "Size" or "SequenceLength" or "Constant" => true,
            "Pad" =>
                Is(scope, node.Input[0], depth) && scope.NumbersOf(node.Input.ElementAtOrDefault(1) ?? "") is { } pads
                    && pads.All(pad => pad >= 0),
            "Expand" => Is(scope, node.Input[0], depth) && scope.NumbersOf(node.Input[1]) is { } sizes && !sizes.Contains(0),
            _ when _keepers.Contains(node.OpType) || node.OpType.StartsWith("Reduce", StringComparison.Ordinal) =>
                Is(scope, node.Input[0], depth),
            _ when _joiners.Contains(node.OpType) => node.Input.All(input => Is(scope, input, depth)),
            _ => false,
        };
    }

    private bool Is(GraphScope scope, string name, int depth) => Is(new TensorPlace(scope, name), depth);
}
