using System.Runtime.InteropServices;
using Google.Protobuf;
using Platform.Inference.Grpc.Wire;
using InferInput = Platform.Inference.Grpc.Wire.ModelInferRequest.Types.InferInputTensor;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Requests to the models of Fixtures.</summary>
internal static class InferMessage
{
    public static readonly int[] Sixteen = [.. Enumerable.Range(1, 16)];

    public static ByteString Bytes<T>(params T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values));

    public static InferInput Input(string name, string datatype, params long[] shape)
        => new() { Name = name, Datatype = datatype, Shape = { shape } };

    /// <summary>To 'simple', whose answer is the sum and the difference of its inputs.</summary>
    public static ModelInferRequest SimpleRaw() => new()
    {
        ModelName = "simple",
        Inputs = { Input("INPUT0", "INT32", 1, 16), Input("INPUT1", "INT32", 1, 16) },
        RawInputContents = { Bytes(Sixteen), Bytes(Sixteen) },
    };

    public static ModelInferRequest SimpleTyped()
    {
        var request = new ModelInferRequest
        {
            ModelName = "simple", Inputs = { Input("INPUT0", "INT32", 1, 16), Input("INPUT1", "INT32", 1, 16) },
        };
        foreach (var input in request.Inputs)
            input.Contents = new InferTensorContents { IntContents = { Sixteen } };
        return request;
    }

    /// <summary>With one input, INPUT0.</summary>
    public static ModelInferRequest Raw(string model, string datatype, long[] shape, ByteString elements)
        => new() { ModelName = model, Inputs = { Input("INPUT0", datatype, shape) }, RawInputContents = { elements } };

    /// <summary>With one input, INPUT0.</summary>
    public static ModelInferRequest Typed(string model, string datatype, long[] shape, InferTensorContents contents)
    {
        var input = Input("INPUT0", datatype, shape);
        input.Contents = contents;
        return new ModelInferRequest { ModelName = model, Inputs = { input } };
    }
}
