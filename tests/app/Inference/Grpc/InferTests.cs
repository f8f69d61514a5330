using Google.Protobuf;
using Grpc.Core;
using Platform.Inference.Grpc.Wire;
using Parameters = System.Collections.Generic.Dictionary<string, Platform.Inference.Grpc.Wire.InferParameter>;

namespace Platform.Inference.Tests.Grpc;

public sealed class InferTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>
{
    /// <summary>Contents of two elements, as typed fields and as bytes.</summary>
    public static TheoryData<string, string, string, string> Datatypes => new()
    {
        { "identity_bool", "BOOL", """{"boolContents":[true,false]}""", "0100" },
        { "identity_int8", "INT8", """{"intContents":[-128,127]}""", "807F" },
        { "identity_int16", "INT16", """{"intContents":[-32768,32767]}""", "0080FF7F" },
        { "identity_int32", "INT32", """{"intContents":[-2147483648,2147483647]}""", "00000080FFFFFF7F" },
        {
            "identity_int64", "INT64", """{"int64Contents":["-9223372036854775808","9223372036854775807"]}""",
            "0000000000000080FFFFFFFFFFFFFF7F"
        },
        { "identity_uint8", "UINT8", """{"uintContents":[0,255]}""", "00FF" },
        { "identity_uint16", "UINT16", """{"uintContents":[0,65535]}""", "0000FFFF" },
        { "identity_uint32", "UINT32", """{"uintContents":[0,4294967295]}""", "00000000FFFFFFFF" },
        { "identity_uint64", "UINT64", """{"uint64Contents":["0","18446744073709551615"]}""", "0000000000000000FFFFFFFFFFFFFFFF" },
        { "identity_fp32", "FP32", """{"fp32Contents":[1.5,"NaN"]}""", "0000C03F0000C0FF" },
        { "identity_fp64", "FP64", """{"fp64Contents":[0.1,"-Infinity"]}""", "9A9999999999B93F000000000000F0FF" },
        { "identity_bytes", "BYTES", """{"bytesContents":["","w6n/"]}""", "0000000003000000C3A9FF" },
    };

    [Theory]
    [MemberData(nameof(Datatypes))]
    public async Task ModelInfer_OfEachDatatype_AnswersRawWhatWasRaw_AndTypedWhatWasTyped(
        string model, string datatype, string contents, string hex)
    {
        var typed = await fixture.Client.ModelInferAsync(
            InferMessage.Typed(model, datatype, [2, 1], InferTensorContents.Parser.ParseJson(contents)));
        var raw = await fixture.Client.ModelInferAsync(
            InferMessage.Raw(model, datatype, [2, 1], ByteString.CopyFrom(Convert.FromHexString(hex))));

        var output = Assert.Single(typed.Outputs);
        Assert.Equal(
            ("OUTPUT0", datatype, contents),
            (output.Name, output.Datatype, JsonFormatter.Default.Format(output.Contents).Replace(" ", "")));
        Assert.Equal([2L, 1L], output.Shape);
        Assert.Empty(typed.RawOutputContents);
        output = Assert.Single(raw.Outputs);
        Assert.Equal(("OUTPUT0", datatype, null), (output.Name, output.Datatype, output.Contents));
        Assert.Equal(hex, Convert.ToHexString(Assert.Single(raw.RawOutputContents).Span));
    }

    [Fact]
    public async Task ModelInfer_OfFp16_GoesRawOnly()
    {
        var half = InferMessage.Bytes(BitConverter.HalfToUInt16Bits((Half)1.5), BitConverter.HalfToUInt16Bits((Half)(-2)));
        var raw = await fixture.Client.ModelInferAsync(InferMessage.Raw("identity_fp16", "FP16", [1, 2], half));
        var refused = await FailAsync(
            InferMessage.Typed("identity_fp16", "FP16", [1, 2], new InferTensorContents { Fp32Contents = { 1.5f, -2 } }));
        var refusedOutput = await FailAsync(
            InferMessage.Typed("cast_fp16", "FP32", [1, 1], new InferTensorContents { Fp32Contents = { 1.5f } }));

        Assert.Equal(half, Assert.Single(raw.RawOutputContents));
        Assert.Equal(
            new Status(
                StatusCode.InvalidArgument, "input 'INPUT0' is FP16, which has no typed contents; send it in 'raw_input_contents'"),
                refused);
        Assert.Equal(
            new Status(
                StatusCode.InvalidArgument,
                "output 'fp16_output' is FP16, which has no typed contents; send the inputs in 'raw_input_contents', and the outputs come "
                + "in 'raw_output_contents'"),
            refusedOutput);
    }

    [Fact]
    public async Task ModelInfer_OfSomeOutputsInTheirOrder_AnswersThemWithIdAndVersion()
    {
        var request = InferMessage.SimpleRaw();
        request.Id = "42";
        request.ModelVersion = "1";
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "OUTPUT1" });
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "OUTPUT0" });
        var answer = await fixture.Client.ModelInferAsync(request);

        Assert.Equal(("simple", "1", "42"), (answer.ModelName, answer.ModelVersion, answer.Id));
        Assert.Equal(["OUTPUT1", "OUTPUT0"], answer.Outputs.Select(output => output.Name));
        Assert.Equal(
            [InferMessage.Bytes(new int[16]), InferMessage.Bytes([.. InferMessage.Sixteen.Select(value => 2 * value)])],
            answer.RawOutputContents);
    }

    [Fact]
    public async Task ModelInfer_OfManyAtOnce_AnswersEachItsOwn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var answer = await fixture.Client.ModelInferAsync(
                InferMessage.Raw("identity_1d_fp32_batched", "FP32", [1, 2], InferMessage.Bytes(i, i + 0.5f)));
            return answer.RawOutputContents.Single();
        }));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => InferMessage.Bytes(i, i + 0.5f)), answers);
    }

    [Fact]
    public async Task ModelInfer_WithoutInputs_AnswersWhatTheModelSays()
    {
        var answer = await fixture.Client.ModelInferAsync(new ModelInferRequest { ModelName = "no_input" });

        Assert.Equal([1f, 2f], Assert.Single(answer.Outputs).Contents.Fp32Contents);
    }

    /// <summary>What is wrong with a request, and the request of HTTP that is wrong in the same way.</summary>
    public static TheoryData<string, StatusCode, string, string> Faults => new()
    {
        { "model", StatusCode.NotFound, "/v2/models/nope/infer", OipRequest.Simple },
        { "version", StatusCode.NotFound, "/v2/models/simple/versions/7/infer", OipRequest.Simple },
        { "broken", StatusCode.Unavailable, "/v2/models/broken/infer", OipRequest.Simple },
        {
            "datatype", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            OipRequest.Simple.Replace("\"INPUT0\",\"datatype\":\"INT32\"", "\"INPUT0\",\"datatype\":\"FP32\"")
        },
        { "shape", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.Simple.Replace("[1,16]", "[1,15]") },
        {
            "rows", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            OipRequest.Simple.Replace("[1,16]", "[9,16]").Replace(OipRequest.Sixteen, $"[{string.Join(',', Enumerable.Repeat(1, 144))}]")
        },
        { "missing", StatusCode.InvalidArgument, "/v2/models/simple/infer", $$"""{"inputs":[{{OipRequest.Input0}}]}""" },
        {
            "twice", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            $$"""{"inputs":[{{OipRequest.Input0}},{{OipRequest.Input0}}]}"""
        },
        { "input", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.Simple.Replace("INPUT1", "INPUT9") },
        { "output", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.With("\"outputs\":[{\"name\":\"DUMMY\"}]") },
        {
            "outputs", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\"},{\"name\":\"OUTPUT0\"}]")
        },
        { "timeout", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.With("\"parameters\":{\"timeout\":\"soon\"}") },
        { "sequence_id", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.With("\"parameters\":{\"sequence_id\":5}") },
        { "priority", StatusCode.InvalidArgument, "/v2/models/simple/infer", OipRequest.With("\"parameters\":{\"priority\":1}") },
        {
            "classification", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"classification\":2}}]")
        },
        {
            "class_count", StatusCode.InvalidArgument, "/v2/models/simple/infer",
            OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"class_count\":2}}]")
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ModelInfer_OfAWrongRequest_SaysWhatHttpSays(string fault, StatusCode code, string path, string json)
    {
        var http = await fixture.Server.PostAsync(path, json);

        var refused = await FailAsync(Wrong(fault));

        Assert.Equal(new Status(code, http.Error(http.Status)), refused);
        Assert.Equal(
            InferMessage.SimpleRaw().RawInputContents[0].Length,
            (await fixture.Client.ModelInferAsync(InferMessage.SimpleRaw())).RawOutputContents[0].Length);
    }

    [Theory]
    [InlineData(
        63,
        "input byte size mismatch for input 'INPUT0' for model 'simple'. Expected 64, got 63; INT32 of shape [1,16] has 16 "
        + "elements of 4 bytes")]
    [InlineData(
        68,
        "input byte size mismatch for input 'INPUT0' for model 'simple'. Expected 64, got 68; INT32 of shape [1,16] has 16 "
        + "elements of 4 bytes")]
    public async Task ModelInfer_OfRawContentsOfAnotherLength_IsRefused(int length, string message)
    {
        var request = InferMessage.SimpleRaw();
        request.RawInputContents[0] = ByteString.CopyFrom(new byte[length]);

        Assert.Equal(new Status(StatusCode.InvalidArgument, message), await FailAsync(request));
    }

    [Fact]
    public async Task ModelInfer_OfContentsThatDoNotFit_IsRefused()
    {
        var mixed = InferMessage.SimpleRaw();
        mixed.Inputs[0].Contents = new InferTensorContents { IntContents = { InferMessage.Sixteen } };
        var fewer = InferMessage.SimpleRaw();
        fewer.RawInputContents.RemoveAt(1);
        var none = InferMessage.SimpleTyped();
        none.Inputs[1].Contents = null;
        var negative = InferMessage.SimpleRaw();
        negative.Inputs[0].Shape[0] = -1;
        var empty = InferMessage.SimpleRaw();
        empty.Parameters["x"] = new InferParameter();

        foreach (var (request, message) in new[]
        {
            (mixed, "input 'INPUT0' has 'contents', and the request 'raw_input_contents'; expected one of them"),
            (fewer,
                "the request has 2 inputs and 1 elements of 'raw_input_contents'; expected one for each input, in their order, or none"),
            (none, "input 'INPUT1' has no 'contents', and the request no 'raw_input_contents'; expected one of them"),
            (negative, $"dimension 0 of 'shape' of input 'INPUT0' is not a whole number from 0 to {long.MaxValue}"),
            (empty, "parameter 'x' of the request is not a string, a number or a boolean"),
            (InferMessage.Typed("identity_int32", "INT32", [1, 1], new InferTensorContents { Fp32Contents = { 1 } }),
                "input 'INPUT0' is INT32, whose contents are in 'int_contents'; got 'fp32_contents'"),
            (InferMessage.Typed("identity_int8", "INT8", [1, 2], new InferTensorContents { IntContents = { 1, 128 } }),
                "element 1 of 'contents' of input 'INPUT0' is out of range for INT8"),
            (InferMessage.Typed("identity_uint8", "UINT8", [1, 1], new InferTensorContents { UintContents = { 256 } }),
                "element 0 of 'contents' of input 'INPUT0' is out of range for UINT8"),
            (InferMessage.Typed("identity_fp32", "FP32", [1, 2], new InferTensorContents { Fp32Contents = { 1 } }),
                "'contents' of input 'INPUT0' does not have the 2 elements that its shape [1,2] asks for"),
            (InferMessage.Raw("identity_bytes", "BYTES", [1, 1], ByteString.CopyFrom(0xFF, 0xFF, 0xFF, 0xFF, 0x61)),
                "element 0 of input 'INPUT0' has length 4294967295, but 1 bytes of its binary data are left"),
            (InferMessage.Raw("identity_bool", "BOOL", [1, 1], ByteString.CopyFrom(2)),
                "input 'INPUT0' has a byte that is neither 0 nor 1, as BOOL asks for"),
        })
            Assert.Equal(new Status(StatusCode.InvalidArgument, message), await FailAsync(request));
    }

    [Fact]
    public async Task ModelInfer_OfNoElements_NeedsNoContents()
    {
        var request = InferMessage.Typed("identity_fp32", "FP32", [0, 2], new InferTensorContents());
        request.Inputs[0].Contents = null;

        Assert.Equal([0, 2], (await fixture.Client.ModelInferAsync(request)).Outputs[0].Shape);
    }

    [Fact]
    public async Task ModelInfer_OfWiderTypesThanTheModels_NarrowsWhatIsKept_AndRefusesTheFirstThatIsNot()
    {
        var raw = await fixture.Client.ModelInferAsync(
            InferMessage.Raw("identity_fp32", "FP64", [1, 2], InferMessage.Bytes(0.1, double.NaN)));
        var typed = await fixture.Client.ModelInferAsync(
            InferMessage.Typed("identity_int32", "INT64", [1, 2], new InferTensorContents { Int64Contents = { -7, int.MaxValue } }));

        Assert.Equal(("FP32", InferMessage.Bytes(0.1f, (float)double.NaN)), (raw.Outputs[0].Datatype, raw.RawOutputContents[0]));
        Assert.Equal(("INT32", "-7,2147483647"), (typed.Outputs[0].Datatype, string.Join(',', typed.Outputs[0].Contents.IntContents)));
        Assert.Equal(
            new Status(
                StatusCode.InvalidArgument,
                "element 1 of input 'INPUT0' is 2147483648, sent as INT64; INT32, which the model takes, cannot hold it"),
            await FailAsync(InferMessage.Raw("identity_int32", "INT64", [1, 2], InferMessage.Bytes(1L, 1L + int.MaxValue))));
    }

    private static ModelInferRequest Wrong(string fault)
    {
        var request = InferMessage.SimpleTyped();
        switch (fault)
        {
            case "model": request.ModelName = "nope"; break;
            case "broken": request.ModelName = "broken"; break;
            case "version": request.ModelVersion = "7"; break;
            case "datatype": request.Inputs[0].Datatype = "FP32"; break;
            case "missing": request.Inputs.RemoveAt(1); break;
            case "twice": request.Inputs[1].Name = "INPUT0"; break;
            case "input": request.Inputs[1].Name = "INPUT9"; break;
            case "output": request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "DUMMY" }); break;
            case "timeout": request.Parameters["timeout"] = new InferParameter { StringParam = "soon" }; break;
            case "sequence_id": request.Parameters["sequence_id"] = new InferParameter { Int64Param = 5 }; break;
            case "priority": request.Parameters["priority"] = new InferParameter { Uint64Param = 1 }; break;
            case "classification" or "class_count": request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor
            {
                Name = "OUTPUT0", Parameters = { new Parameters { [fault] = new() { Int64Param = 2 } } },
            }); break;
            case "outputs":
                request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "OUTPUT0" });
                request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "OUTPUT0" });
                break;
            default:
                foreach (var input in request.Inputs)
                {
                    input.Shape[fault == "shape" ? 1 : 0] = fault == "shape" ? 15 : 9;
                    input.Contents = new InferTensorContents { IntContents = { Enumerable.Repeat(1, fault == "shape" ? 15 : 144) } };
                }

                break;
        }

        return request;
    }

    private async Task<Status> FailAsync(ModelInferRequest request)
        => (await Assert.ThrowsAsync<RpcException>(async () => await fixture.Client.ModelInferAsync(request))).Status;
}
