using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference.Tensors;

/// <summary>How each datatype is called on the wire, how long one element is, and what ONNX Runtime calls it.</summary>
internal static class DataTypes
{
    private static readonly string[] s_names =
        ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES"];

    private static readonly byte[][] s_utf8Names = [.. s_names.Select(System.Text.Encoding.ASCII.GetBytes)];

    private static readonly int[] s_sizes = [1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 4, 8, 0];

    private static readonly TensorElementType[] s_elementTypes =
    [
        TensorElementType.Bool, TensorElementType.UInt8, TensorElementType.UInt16, TensorElementType.UInt32,
        TensorElementType.UInt64, TensorElementType.Int8, TensorElementType.Int16, TensorElementType.Int32,
        TensorElementType.Int64, TensorElementType.Float16, TensorElementType.Float, TensorElementType.Double,
        TensorElementType.String,
    ];

    extension(DataType type)
    {
        /// <summary>The protocol's name, upper case.</summary>
        public string Name => s_names[(int)type];

        public ReadOnlySpan<byte> Utf8Name => s_utf8Names[(int)type];

        /// <summary>Bytes of one element; 0 for BYTES, whose elements carry their own length.</summary>
        public int Size => s_sizes[(int)type];

        public TensorElementType ElementType => s_elementTypes[(int)type];
    }

    /// <summary>By the protocol's name, upper case; null for others.</summary>
    public static DataType? FromName(string name) => Array.IndexOf(s_names, name) is >= 0 and var index ? (DataType)index : null;

    /// <summary>False for element types that the protocol does not know, such as BF16 or complex numbers.</summary>
    public static bool TryFromElementType(TensorElementType elementType, out DataType type)
    {
        var index = Array.IndexOf(s_elementTypes, elementType);
        type = (DataType)Math.Max(index, 0);
        return index >= 0;
    }
}
