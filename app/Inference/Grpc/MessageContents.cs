using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Platform.Inference.Faults;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Platform.Inference.Tensors;

namespace Platform.Inference.Grpc;

/// <summary>Reads typed contents, which have a field for each width of numbers, into a tensor whose shape is set.</summary>
internal static class MessageContents
{
    private static readonly string[] _fields =
        [
            "bool_contents", "int_contents", "int64_contents", "uint_contents", "uint64_contents", "fp32_contents", "fp64_contents",
            "bytes_contents",
        ];

    /// <param name="model">For errors.</param>
    /// <param name="spec">Of the input.</param>
    /// <param name="given">The datatype of the contents, where it is wider than the model's.</param>
    /// <param name="tensor">Takes them.</param>
    /// <param name="contents">All of the input's.</param>
    /// <exception cref="ProtocolException">400: not the field of the datatype, not as many elements as the shape has, or one out of
    /// range.</exception>
    public static void Read(string model, TensorSpec spec, DataType given, Tensor tensor, InferTensorContents contents)
    {
        RequireField(spec, given, contents);
        if (given != spec.Type)
        {
            RequireCount(spec, tensor, given == DataType.Fp64 ? contents.Fp64Contents.Count : contents.Int64Contents.Count);
            Narrowing.Read(
                model, spec, given, given == DataType.Fp64 ? BytesOf(contents.Fp64Contents) : BytesOf(contents.Int64Contents), tensor);
            return;
        }

        switch (spec.Type)
        {
            case DataType.Bool: Copy(spec, tensor, contents.BoolContents); break;
            case DataType.Int8: CopyNarrow<int, sbyte>(spec, tensor, contents.IntContents); break;
            case DataType.Int16: CopyNarrow<int, short>(spec, tensor, contents.IntContents); break;
            case DataType.Int32: Copy(spec, tensor, contents.IntContents); break;
            case DataType.Int64: Copy(spec, tensor, contents.Int64Contents); break;
            case DataType.Uint8: CopyNarrow<uint, byte>(spec, tensor, contents.UintContents); break;
            case DataType.Uint16: CopyNarrow<uint, ushort>(spec, tensor, contents.UintContents); break;
            case DataType.Uint32: Copy(spec, tensor, contents.UintContents); break;
            case DataType.Uint64: Copy(spec, tensor, contents.Uint64Contents); break;
            case DataType.Fp32: Copy(spec, tensor, contents.Fp32Contents); break;
            case DataType.Fp64: Copy(spec, tensor, contents.Fp64Contents); break;
            default: CopyStrings(spec, tensor, contents.BytesContents); break;
        }
    }

    /// <exception cref="ProtocolException">400: an output that is asked for cannot be answered with typed contents.</exception>
    public static void RequireTyped(InferenceJob job)
    {
        foreach (var output in job.Requested)
            if (FieldOf(job.Model.Signature.Outputs[output.Index].Type) is null)
                throw ProtocolException.BadRequest(
                    $"output '{job.Model.Signature.OutputNames[output.Index]}' is {job.Model.Signature.Outputs[output.Index].Type.Name}, "
                    + "which has no typed contents; send the inputs in 'raw_input_contents', and the outputs come in "
                    + "'raw_output_contents'");
    }

    private static int? FieldOf(DataType type) => type switch
    {
        DataType.Bool => 0,
        DataType.Int8 or DataType.Int16 or DataType.Int32 => 1,
        DataType.Int64 => 2,
        DataType.Uint8 or DataType.Uint16 or DataType.Uint32 => 3,
        DataType.Uint64 => 4,
        DataType.Fp32 => 5,
        DataType.Fp64 => 6,
        DataType.Bytes => 7,
        _ => null,
    };

    private static void RequireField(TensorSpec spec, DataType given, InferTensorContents contents)
    {
        if (FieldOf(given) is not { } field)
            throw ProtocolException.BadRequest(
                $"input '{spec.Name}' is {given.Name}, which has no typed contents; send it in 'raw_input_contents'");
        ReadOnlySpan<int> counts =
        [
            contents.BoolContents.Count, contents.IntContents.Count, contents.Int64Contents.Count, contents.UintContents.Count,
            contents.Uint64Contents.Count, contents.Fp32Contents.Count, contents.Fp64Contents.Count, contents.BytesContents.Count,
        ];
        for (var i = 0; i < counts.Length; i++)
            if (i != field && counts[i] > 0)
                throw ProtocolException.BadRequest(
                    $"input '{spec.Name}' is {given.Name}, whose contents are in '{_fields[field]}'; got '{_fields[i]}'");
    }

    private static void RequireCount(TensorSpec spec, Tensor tensor, int count)
    {
        if (count != tensor.ElementCount)
            throw ProtocolException.BadRequest(
                $"'contents' of input '{spec.Name}' does not have the {tensor.ElementCount} elements that its shape {Quote.Shape(
                    tensor.Shape)} asks for");
    }

    private static ReadOnlySpan<byte> BytesOf<T>(RepeatedField<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(UnsafeCollectionOperations.AsSpan(values));

    private static void Copy<T>(TensorSpec spec, Tensor tensor, RepeatedField<T> values)
        where T : unmanaged
    {
        RequireCount(spec, tensor, values.Count);
        var bytes = BytesOf(values);
        bytes.CopyTo(tensor.Resize(bytes.Length));
    }

    private static void CopyNarrow<TWide, TNarrow>(TensorSpec spec, Tensor tensor, RepeatedField<TWide> values)
        where TWide : unmanaged, INumber<TWide>
        where TNarrow : unmanaged, INumber<TNarrow>
    {
        RequireCount(spec, tensor, values.Count);
        var target = MemoryMarshal.Cast<byte, TNarrow>(tensor.Resize(values.Count * spec.Type.Size));
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = TNarrow.CreateTruncating(values[i]);
            if (TWide.CreateTruncating(target[i]) != values[i])
                throw ProtocolException.BadRequest(
                    $"element {i} of 'contents' of input '{spec.Name}' is out of range for {spec.Type.Name}");
        }
    }

    private static void CopyStrings(TensorSpec spec, Tensor tensor, RepeatedField<ByteString> values)
    {
        RequireCount(spec, tensor, values.Count);
        tensor.Resize(0);
        foreach (var text in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), text.Length);
            tensor.Append(text.Span);
        }
    }
}
