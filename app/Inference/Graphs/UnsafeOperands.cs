using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Operators of ONNX Runtime that end the process, or read beyond their memory, where what they are given has no elements: they divide by a
/// dimension, split their input by it, or read the value of what should be one. Found by running each operator with a 0 in each of
/// its dimensions, with version 1.31.1.
/// </summary>
internal static class UnsafeOperands
{
    /// <summary>By operator, the inputs that matter; all where there are none.</summary>
    private static readonly Dictionary<string, int[]> _inputs = new()
    {
        ["LSTM"] = [0],
        ["GRU"] = [0],
        ["RNN"] = [0],
        ["Scan"] = [],
        ["Unique"] = [0],
        ["ConvTranspose"] = [0],
        ["InstanceNormalization"] = [0],
        ["RoiAlign"] = [0],
        ["QLinearConv"] = [3],
        ["STFT"] = [0, 1, 2, 3],
        ["Attention"] = [],
        ["Einsum"] = [],
        ["Loop"] = [0, 1],
        ["Dropout"] = [2],
        ["SequenceAt"] = [1],
        ["SequenceInsert"] = [2],
        ["SequenceErase"] = [1],
        ["FeatureVectorizer"] = [],
        ["com.microsoft.DynamicQuantizeLSTM"] = [0],
        ["com.microsoft.QAttention"] = [0],
        ["com.microsoft.MultiHeadAttention"] = [],
        ["com.microsoft.SkipLayerNormalization"] = [0, 1],
        ["com.microsoft.SkipSimplifiedLayerNormalization"] = [0, 1],
        ["com.microsoft.Inverse"] = [0],
    };

    /// <summary>Those of ONNX Runtime's own operators that were found to take what has no elements.</summary>
    private static readonly HashSet<string> _safe =
    [
        .. "Attention GroupQueryAttention EmbedLayerNormalization Gelu BiasGelu FastGelu QuickGelu FusedMatMul".Split(' '),
        .. "FusedGemm FusedConv".Split(' '),
        .. "DynamicQuantizeMatMul MatMulIntegerToFloat MatMulNBits MatMulBnb4 QLinearAdd QLinearMul".Split(' '),
        .. "QLinearAveragePool QLinearGlobalAveragePool".Split(' '),
        .. "QLinearSigmoid QLinearLeakyRelu QLinearSoftmax QLinearWhere QLinearConcat QGemm RotaryEmbedding NGramRepeatBlock".Split(' '),
        .. "Tokenizer CDist".Split(' '),
        .. "Pad Unique Range Trilu CropAndResize ExpandDims GatherND MaxpoolWithMask NhwcMaxPool MurmurHash3".Split(' '),
    ];

    /// <summary>The inputs of a node that must not be empty.</summary>
    public static IEnumerable<string> Of(NodeProto node)
    {
        if (!_inputs.TryGetValue(IsOfOnnx(node) ? node.OpType : $"{node.Domain}.{node.OpType}", out var inputs)
            || (node.OpType == "Unique" && node.Find("axis") is null))
            return [];
        return inputs is [] ? node.Input : inputs.Select(index => node.Input.ElementAtOrDefault(index) ?? "");
    }

    /// <summary>The same, and those of operators that were not tried.</summary>
    public static IEnumerable<string> OrUntried(NodeProto node)
        => IsOfOnnx(node) || (node.Domain == "com.microsoft" && _safe.Contains(node.OpType)) ? Of(node) : node.Input;

    private static bool IsOfOnnx(NodeProto node) => node.Domain is "" or "ai.onnx" or "ai.onnx.ml";
}
