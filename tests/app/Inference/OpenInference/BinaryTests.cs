using System.Net;
using System.Net.Http.Headers;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Section G of the protocol's cases: the binary tensor extension.</summary>
public sealed class BinaryTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private const string Sixteen = "01000000 02000000 03000000 04000000 05000000 06000000 07000000 08000000 09000000 0a000000 0b000000 "
        + "0c000000 0d000000 0e000000 0f000000 10000000";
    private const string Floats = "00000000 0000803f 00000040 00004040 00008040 0000a040 0000c040 0000e040";
    private const string BinaryInput0 = """{"name":"INPUT0","datatype":"INT32","shape":[1,16],"parameters":{"binary_data_size":64}}""";
    private const string Fp16Inputs = """[{"name":"INPUT0","datatype":"FP32","shape":[2,4],"data":[6.8,2.8,4.8,1.4,6.0,3.4,4.5,1.6]}]""";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task G02_OneBinaryOneJson_GivesJson()
    {
        var answer = await Server.SendAsync(
            OipRequest.Binary("simple", $$"""{"inputs":[{{BinaryInput0}},{{OipRequest.Input1}}]}""", Sixteen));

        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }

    [Fact]
    public async Task G04_OneOutputBinary_FollowsTheJson()
    {
        var answer = BinaryAnswer.Of(await Server.PostAsync(
            "/v2/models/simple/infer",
            OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"binary_data\":true}},{\"name\":\"OUTPUT1\"}]")));

        Assert.Equal(
            $$$"""{"model_name":"simple","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"INT32","shape":[1,16]"""
            + $$$""","parameters":{"binary_data_size":64}},{{{OipRequest.Difference}}}]}""",
            answer.Json.ToJsonString());
        Assert.Equal(string.Concat(Enumerable.Range(1, 16).Select(i => $"{2 * i:x2}000000")), answer.Hex);
    }

    [Theory]
    [InlineData("\"parameters\":{\"binary_data_output\":true},")]
    [InlineData("\"id\":\"123\",")]
    public async Task G06_G09_ExplicitFlags_Win(string fields)
    {
        const string outputs =
            """{"name":"fp16_output","parameters":{"binary_data":true}},{"name":"fp32_output","parameters":{"binary_data":false}}""";
        var answer = BinaryAnswer.Of(await Server.PostAsync(
            "/v2/models/cast_fp16/infer",
            $"{{{fields}\"inputs\":{Fp16Inputs},\"outputs\":[{outputs}]}}"));

        Assert.Equal("cd469a41cd449a3d0046cd428044663e", answer.Hex);
        Assert.Equal("[6.8,2.8,4.8,1.4,6,3.4,4.5,1.6]", answer.Json["outputs"]![1]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task G07_RequestLevelFlag_CountsOnlyWhereNoOutputsAreListed()
    {
        var answer = await Server.PostAsync(
            "/v2/models/simple/infer",
            OipRequest.With(
                "\"parameters\":{\"binary_data_output\":true},\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"binary_data\":false}},"
                + "{\"name\":\"OUTPUT1\"}]"));

        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }

    [Theory]
    [InlineData("identity_bytes", "BYTES", "[1,3]", "03000000 636174 00000000 02000000 c3a9", "[\"cat\",\"\",\"é\"]")]
    [InlineData("identity_bool", "BOOL", "[1,2]", "01 00", "[true,false]")]
    [InlineData("identity_fp32", "FP32", "[1,1]", "0000803f", "[1]")]
    [InlineData("identity_int64", "INT64", "[1,1]", "ffffffffffffffff", "[-1]")]
    public async Task G11_G13_G36_BinaryIn_GivesTheSameInJson(string model, string datatype, string shape, string hex, string data)
    {
        var size = hex.Replace(" ", "").Length / 2;
        var parameters = $$$"""{"binary_data_size":{{{size}}}}""";
        var answer = await Server.SendAsync(OipRequest.Binary(
            model, $$$"""{"inputs":[{"name":"INPUT0","datatype":"{{{datatype}}}","shape":{{{shape}}},"parameters":{{{parameters}}}}]}""",
            hex));

        Assert.Equal(data, answer.Text.Split("\"data\":")[1][..^3]);
    }

    [Fact]
    public async Task G36_BinaryOut_IsLittleEndian()
    {
        var answer = BinaryAnswer.Of(await Server.PostAsync(
            "/v2/models/identity_fp32/infer",
            """{"parameters":{"binary_data_output":true},"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1,1],"data":[1.0]}]}"""));

        Assert.Equal("0000803f", answer.Hex);
    }

    [Fact]
    public async Task G15_Nan_IsExact()
    {
        var answer = BinaryAnswer.Of(await Server.PostAsync(
            "/v2/models/nan_inf_output/infer",
            """{"parameters":{"binary_data_output":true},"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1],"data":[1]}]}"""));

        Assert.Equal("0000c07f0000807f000080ff0000803f0000004000004040", answer.Hex);
    }

    [Fact]
    public async Task Bytes_ThatAreNoUtf8_ComeBackAsBinaryOnly()
    {
        const string json = """{"inputs":[{"name":"INPUT0","datatype":"BYTES","shape":[1,1],"parameters":{"binary_data_size":6}}]}""";
        var asJson = await Server.SendAsync(OipRequest.Binary("identity_bytes", json, "02000000 ff00"));
        var asBinary = await Server.SendAsync(OipRequest.Binary(
            "identity_bytes", json.Replace("{\"inputs\"", "{\"parameters\":{\"binary_data_output\":true},\"inputs\""), "02000000 ff00"));

        Assert.Equal(
            "output 'OUTPUT0' holds bytes that are no UTF-8; ask for it with \"binary_data\": true",
            asJson.Error(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("02000000ff00", BinaryAnswer.Of(asBinary).Hex);
    }

    [Theory]
    [InlineData(
        "simple",
        """{"name":"INPUT0","datatype":"INT32","shape":[1,16],"parameters":{"binary_data_size":64}}"""
        + """,{"name":"INPUT1","datatype":"INT32","shape":[1,16],"parameters":{"binary_data_size":64}}""", Sixteen + Sixteen + "00000000",
        "unexpected additional input data for model 'simple': 4 bytes after the last input")]
    [InlineData(
        "simple", BinaryInput0, "01000000",
        "unexpected size for input 'INPUT0', expecting 60 additional bytes for model 'simple': 'binary_data_size' is 64, and 4 bytes of "
        + "binary data are left")]
    [InlineData(
        "simple", BinaryInput0 + "," + """{"name":"INPUT1","datatype":"INT32","shape":[1,16],"parameters":{"binary_data_size":68}}""",
        Sixteen + Sixteen,
        "unexpected size for input 'INPUT1', expecting 4 additional bytes for model 'simple': 'binary_data_size' is 68, and 64 bytes of "
        + "binary data are left")]
    [InlineData(
        "identity_fp32", """{"name":"INPUT0","datatype":"FP32","shape":[1,2],"parameters":{"binary_data_size":4}}""", "0000803f",
        "input byte size mismatch for input 'INPUT0' for model 'identity_fp32'. Expected 8, got 4; FP32 of shape [1,2] has 2 "
        + "elements of 4 bytes")]
    [InlineData(
        "identity_bytes", """{"name":"INPUT0","datatype":"BYTES","shape":[1,1],"parameters":{"binary_data_size":7}}""", "ffffffff 616263",
        "element 0 of input 'INPUT0' has length 4294967295, but 3 bytes of its binary data are left")]
    [InlineData(
        "identity_bytes", """{"name":"INPUT0","datatype":"BYTES","shape":[1,1],"parameters":{"binary_data_size":2}}""", "01 00",
        "incomplete string length indicator for inference input 'INPUT0' for model 'identity_bytes', expecting 4 bytes but only 2 "
        + "bytes available")]
    [InlineData(
        "identity_bytes", """{"name":"INPUT0","datatype":"BYTES","shape":[1,3],"parameters":{"binary_data_size":5}}""", "01000000 61",
        "expected 3 string elements for inference input 'INPUT0' for model 'identity_bytes', got 1")]
    [InlineData(
        "identity_bytes", """{"name":"INPUT0","datatype":"BYTES","shape":[1,1],"parameters":{"binary_data_size":9}}""",
        "00000000 01000000 61",
        "unexpected number of string elements 2 for inference input 'INPUT0' for model 'identity_bytes', expecting 1; 5 bytes of binary "
        + "data are left after the last")]
    [InlineData(
        "identity_bool", """{"name":"INPUT0","datatype":"BOOL","shape":[1,1],"parameters":{"binary_data_size":1}}""", "02",
        "input 'INPUT0' has a byte that is neither 0 nor 1, as BOOL asks for")]
    public async Task G17_G19_G21_WrongBinaryData_Gives400(string model, string inputs, string hex, string error)
    {
        var answer = await Server.SendAsync(OipRequest.Binary(model, $$"""{"inputs":[{{inputs}}]}""", hex));

        Assert.Equal(error, answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1e2")]
    [InlineData("")]
    [InlineData("33")]
    [InlineData("99999999999")]
    public async Task G23_HeaderThatIsNoLength_Gives400(string length)
    {
        var answer = await Server.SendAsync(OipRequest.Binary("identity_1d_fp32", "", Floats, length));

        Assert.Equal(
            $"header Inference-Header-Content-Length is '{length}'; expected a whole number from 0 to the body's 32 bytes",
            answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }

    [Fact]
    public async Task G25_HeaderThatCutsTheJson_Gives400()
    {
        var json = $$"""{"inputs":[{{BinaryInput0}},{{OipRequest.Input1}}]}""";
        var answer = await Server.SendAsync(OipRequest.Binary("simple", json, Sixteen, (json.Length - 1).ToString()));

        Assert.Equal("the request body is not valid JSON: it ends too early", answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("identity_1d_fp32", "[8]", false)]
    [InlineData("identity_1d_fp32_batched", "[1,8]", false)]
    [InlineData("identity_1d_fp32", "[8]", true)]
    public async Task G28_G30_RawBody_IsTheOnlyInput(string model, string shape, bool chunked)
    {
        var request = OipRequest.Binary(model, "", Floats, "0");
        request.Headers.TransferEncodingChunked = chunked;
        var answer = BinaryAnswer.Of(await Server.SendAsync(request));

        Assert.Equal((shape, Floats.Replace(" ", "")), (answer.Json["outputs"]![0]!["shape"]!.ToJsonString(), answer.Hex));
    }

    [Fact]
    public async Task G32_RawString_IsTheOnlyElement()
    {
        var answer = BinaryAnswer.Of(await Server.SendAsync(OipRequest.Binary("bytes_1", "", "343237", "0")));

        Assert.Equal("03000000343237", answer.Hex);
    }

    [Theory]
    [InlineData("identity_bytes", "343237", "For BYTE datatype raw input 'INPUT0', the model must have input shape [1]")]
    [InlineData("identity_1d_bool", "0100ff", "input 'INPUT0' has a byte that is neither 0 nor 1, as BOOL asks for")]
    [InlineData(
        "three_in", Floats + Floats + Floats,
        "Raw request must only have 1 input (found 1) to be deduced but got 3 inputs in 'three_in' model configuration")]
    [InlineData(
        "identity_1d_fp32", "0000",
        "input byte size mismatch for input 'INPUT0' for model 'identity_1d_fp32'. Expected 0, got 2; FP32 of shape [0] has 0 "
        + "elements of 4 bytes")]
    [InlineData(
        "identity_fp32", Floats,
        "The shape of the raw input 'INPUT0' can not be deduced because there are more than one variable-sized dimension: [-1,-1]")]
    public async Task G32_G34_RawBodyThatCannotBeTheInput_Gives400(string model, string hex, string error)
    {
        var answer = await Server.SendAsync(OipRequest.Binary(model, "", hex, "0"));

        Assert.Equal(error, answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }
}
