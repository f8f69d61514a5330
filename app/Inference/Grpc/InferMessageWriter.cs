using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.Tensors;
using InferOutput = Platform.Inference.Grpc.Wire.ModelInferResponse.Types.InferOutputTensor;

namespace Platform.Inference.Grpc;

/// <summary>Writes the answer from a job's outputs. It is a copy: the message is sent after the job has gone to the next request.</summary>
internal static class InferMessageWriter
{
    public static ModelInferResponse Write(InferenceJob job, bool isRaw)
    {
        var answer = new ModelInferResponse { ModelName = job.Model.Name, ModelVersion = job.Model.Version, Id = job.Id ?? "" };
        foreach (var (index, _) in job.Requested)
        {
            var tensor = job.Outputs[index];
            var output = Describe(job.Model.Signature.Outputs[index], tensor);
            if (isRaw)
                answer.RawOutputContents.Add(ByteString.CopyFrom(tensor.Payload));
            else
                Fill(output.Contents = new InferTensorContents(), job.Model.Signature.Outputs[index].Type, tensor.Payload);
            answer.Outputs.Add(output);
        }

        return answer;
    }

    private static InferOutput Describe(TensorSpec spec, Tensor tensor)
    {
        var output = new InferOutput { Name = spec.Name, Datatype = spec.Type.Name };
        foreach (var dimension in tensor.Shape)
            output.Shape.Add(dimension);
        return output;
    }

    private static void Fill(InferTensorContents contents, DataType type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case DataType.Bool: Copy(MemoryMarshal.Cast<byte, bool>(payload), contents.BoolContents); break;
            case DataType.Int8: Widen(MemoryMarshal.Cast<byte, sbyte>(payload), contents.IntContents, static value => value); break;
            case DataType.Int16: Widen(MemoryMarshal.Cast<byte, short>(payload), contents.IntContents, static value => value); break;
            case DataType.Int32: Copy(MemoryMarshal.Cast<byte, int>(payload), contents.IntContents); break;
            case DataType.Int64: Copy(MemoryMarshal.Cast<byte, long>(payload), contents.Int64Contents); break;
            case DataType.Uint8: Widen(payload, contents.UintContents, static value => value); break;
            case DataType.Uint16: Widen(MemoryMarshal.Cast<byte, ushort>(payload), contents.UintContents, static value => value); break;
            case DataType.Uint32: Copy(MemoryMarshal.Cast<byte, uint>(payload), contents.UintContents); break;
            case DataType.Uint64: Copy(MemoryMarshal.Cast<byte, ulong>(payload), contents.Uint64Contents); break;
            case DataType.Fp32: Copy(MemoryMarshal.Cast<byte, float>(payload), contents.Fp32Contents); break;
            case DataType.Fp64: Copy(MemoryMarshal.Cast<byte, double>(payload), contents.Fp64Contents); break;
            default: CopyStrings(payload, contents.BytesContents); break;
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> values, RepeatedField<T> target)
    {
        UnsafeCollectionOperations.SetCount(target, values.Length);
        values.CopyTo(UnsafeCollectionOperations.AsSpan(target));
    }

    private static void Widen<TNarrow, TWide>(ReadOnlySpan<TNarrow> values, RepeatedField<TWide> target, Func<TNarrow, TWide> widen)
    {
        target.Capacity = values.Length;
        foreach (var value in values)
            target.Add(widen(value));
    }

    private static void CopyStrings(ReadOnlySpan<byte> payload, RepeatedField<ByteString> target)
    {
        while (!payload.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            target.Add(ByteString.CopyFrom(payload.Slice(sizeof(int), length)));
            payload = payload[(sizeof(int) + length)..];
        }
    }
}
