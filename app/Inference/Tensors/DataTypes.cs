using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference.Tensors;

/// <summary>How each datatype is called on the wire, how long one element is, and what ONNX Runtime calls it.</summary>
internal static class DataTypes
{
    private static readonly string[] _names =
        ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES", "BF16"];

    private static readonly byte[][] _utf8Names = [.. _names.Select(System.Text.Encoding.ASCII.GetBytes)];

    private static readonly int[] _sizes = [1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 4, 8, 0, 2];

    private static readonly TensorElementType[] _elementTypes =
    [
        TensorElementType.Bool, TensorElementType.UInt8, TensorElementType.UInt16, TensorElementType.UInt32,
        TensorElementType.UInt64, TensorElementType.Int8, TensorElementType.Int16, TensorElementType.Int32,
        TensorElementType.Int64, TensorElementType.Float16, TensorElementType.Float, TensorElementType.Double,
        TensorElementType.String, TensorElementType.BFloat16,
    ];

    /// <summary>
    /// By the number that an ONNX file has for it: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, TensorProto.DataType.
    /// </summary>
    private static readonly string[] _onnxNames =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32",
        "UINT64",
        "COMPLEX64", "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4",
        "FLOAT4E2M1",
        "FLOAT8E8M0", "UINT2", "INT2",
    ];

    extension(DataType type)
    {
        /// <summary>The protocol's name, upper case.</summary>
        public string Name => _names[(int)type];

        public ReadOnlySpan<byte> Utf8Name => _utf8Names[(int)type];

        /// <summary>Bytes of one element; 0 for BYTES, whose elements carry their own length.</summary>
        public int Size => _sizes[(int)type];

        public TensorElementType ElementType => _elementTypes[(int)type];

        /// <summary>Whether JSON has no form for it, so that it travels as binary data only.</summary>
        public bool IsBinaryOnly => type is DataType.Fp16 or DataType.Bf16;

        public bool IsFloat => type is DataType.Fp16 or DataType.Fp32 or DataType.Fp64 or DataType.Bf16;
    }

    /// <summary>By the protocol's name, upper case; null for others.</summary>
    public static DataType? FromName(string name) => Array.IndexOf(_names, name) is >= 0 and var index ? (DataType)index : null;

    /// <summary>False for element types that the protocol does not know, such as complex numbers.</summary>
    public static bool TryFromElementType(TensorElementType elementType, out DataType type)
    {
        var index = Array.IndexOf(_elementTypes, elementType);
        type = (DataType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Whether the protocol knows what an ONNX file calls by this number; 0 is what the file does not say.</summary>
    public static bool CanCarry(int onnxType) => onnxType is >= 0 and <= 16 && !IsComplex(onnxType);

    /// <summary>Which no operator casts to anything else.</summary>
    public static bool IsComplex(int onnxType) => onnxType is 14 or 15;

    public static string OnnxName(int onnxType) => (uint)onnxType < (uint)_onnxNames.Length ? _onnxNames[onnxType] : $"{onnxType}";
}
