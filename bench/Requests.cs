using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Platform.Inference.Grpc.Wire;

namespace Platform.Bench;

/// <summary>The requests that are measured.</summary>
internal static class Requests
{
    private static readonly (string, string)[] _json = [("Content-Type", "application/json")];

    public static Scenario Iris(int rows) => Json("iris", "features", rows, 4);

    /// <summary>One row, of a customer.</summary>
    public static Scenario IrisOf(string subscription)
        => Iris(1) with { Headers = [.. _json, ("x-subscription-id", subscription)] };

    public static Scenario IrisFeatures { get; } = new(
        "/predict", _json, """{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}"""u8.ToArray(), 1);

    public static Scenario Mlp { get; } = Binary("mlp", "input", 1, 512);

    public static Scenario IrisBinary(int rows) => Binary("iris", "features", rows, 4);

    public static Scenario IrisGrpc(int rows)
    {
        var message = IrisMessage(rows, rows);
        byte[] body = [0, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), message.Length);
        return new Scenario(
            "/inference.GRPCInferenceService/ModelInfer", [("Content-Type", "application/grpc"), ("TE", "trailers")], body, rows)
            {
                IsGrpc = true,
            };
    }

    /// <param name="shape">How many rows it says that there are.</param>
    /// <param name="rows">How many there are.</param>
    public static byte[] IrisMessage(long shape, int rows) => new ModelInferRequest
    {
        ModelName = "iris",
        Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "features", Datatype = "FP32", Shape = { shape, 4 } } },
        RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Values(rows, 4))) },
    }.ToByteArray();

    private static Scenario Binary(string model, string input, int rows, int columns)
    {
        var data = MemoryMarshal.AsBytes<float>(Values(rows, columns)).ToArray();
        var json = Encoding.UTF8.GetBytes(
            $$$"""{"parameters":{"binary_data_output":true},"inputs":[{"name":"{{{input}}}","datatype":"FP32","shape":"""
            + $$$"""[{{{rows}}},{{{columns}}}],"parameters":{"binary_data_size":{{{data.Length}}}}}]}""");
        return new Scenario(
            $"/v2/models/{model}/infer",
            [("Content-Type", "application/octet-stream"), ("Inference-Header-Content-Length", $"{json.Length}")], [.. json, .. data],
            rows);
    }

    private static Scenario Json(string model, string input, int rows, int columns)
    {
        var data = string.Join(',', Values(rows, columns).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        var body = $$"""{"inputs":[{"name":"{{input}}","datatype":"FP32","shape":[{{rows}},{{columns}}],"data":[{{data}}]}]}""";
        return new Scenario($"/v2/models/{model}/infer", _json, Encoding.UTF8.GetBytes(body), rows);
    }

    /// <summary>From 0.1 to 7.9 in steps of 0.1, in no order.</summary>
    private static float[] Values(int rows, int columns) => [.. Enumerable.Range(0, rows * columns).Select(i => (1 + i * 7919 % 79) / 10f)];
}
