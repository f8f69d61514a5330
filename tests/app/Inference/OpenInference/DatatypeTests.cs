using System.Net;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Section D of the protocol's cases: each datatype in JSON.</summary>
public sealed class DatatypeTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("bool", "BOOL", "[true,false]")]
    [InlineData("uint8", "UINT8", "[0,255]")]
    [InlineData("uint16", "UINT16", "[0,65535]")]
    [InlineData("uint32", "UINT32", "[0,4294967295]")]
    [InlineData("uint64", "UINT64", "[0,18446744073709551615]")]
    [InlineData("int8", "INT8", "[-128,127]")]
    [InlineData("int16", "INT16", "[-32768,32767]")]
    [InlineData("int32", "INT32", "[-2147483648,2147483647]")]
    [InlineData("int64", "INT64", "[9007199254740993,-9223372036854775808]")]
    [InlineData("fp32", "FP32", "[1,2]")]
    [InlineData("fp32", "FP32", "[0.1,-2.5]")]
    [InlineData("fp32", "FP32", "[-0.0,0]")]
    [InlineData("fp64", "FP64", "[-0.0,0]")]
    [InlineData("fp32", "FP32", "[\"NaN\",\"-Infinity\"]")]
    [InlineData("fp64", "FP64", "[0.1,-1.7976931348623157E+308]")]
    [InlineData("fp64", "FP64", "[\"NaN\",\"Infinity\"]")]
    [InlineData("bytes", "BYTES", "[\"\",\"é\\\"\\\\ \"]")]
    public async Task D04_D06_D14_Values_ComeBackExactly(string model, string datatype, string data)
    {
        var answer = await Server.PostAsync($"/v2/models/identity_{model}/infer", OipRequest.One(datatype, "[1,2]", data));

        Assert.Equal(
            $$"""{"model_name":"identity_{{model}}","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"{{datatype}}","shape":"""
            + $$"""[1,2],"data":{{data}}}]}""",
            answer.Text);
    }

    [Theory]
    [InlineData("fp32", "FP32", "[null]", "[\"NaN\"]")]
    [InlineData("fp64", "FP64", "[null]", "[\"NaN\"]")]
    [InlineData("bytes", "BYTES", "[null]", "[\"\"]")]
    [InlineData("int32", "INT32", "[65.0]", "[65]")]
    [InlineData("uint64", "UINT64", "[1.0e3]", "[1000]")]
    [InlineData("int64", "INT64", "[-0.0]", "[0]")]
    public async Task Values_ThatAreMissingOrWholeInAnotherForm_AreTaken(string model, string datatype, string data, string expected)
    {
        var answer = await Server.PostAsync($"/v2/models/identity_{model}/infer", OipRequest.One(datatype, "[1,1]", data));

        Assert.Equal(expected, answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("1e-45", float.Epsilon)]
    [InlineData("3.4028235e38", float.MaxValue)]
    [InlineData("16777217", 16777216f)]
    [InlineData("16777219", 16777220f)]
    [InlineData("0.1000000014901161193847656250000001", 0.1f)]
    [InlineData("1.00000005960464477539062500000001", 1.0000001f)]
    [InlineData("1.000000059604644775390625", 1f)]
    [InlineData("-0.0", -0f)]
    [InlineData("123456789012345678901234567890", 1.2345679e29f)]
    [InlineData("1E+2", 100f)]
    public async Task Numbers_RoundToTheNearestFloat(string text, float expected)
    {
        var answer = await Server.PostAsync("/v2/models/identity_fp32/infer", OipRequest.One("FP32", "[1,1]", $"[{text}]"));

        var returned = (float)answer.Json["outputs"]![0]!["data"]![0]!;
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(returned));
    }

    [Theory]
    [InlineData("fp32", "FP32", "[1e39]", "is out of range for FP32")]
    [InlineData("fp64", "FP64", "[1e999]", "is out of range for FP64")]
    [InlineData("fp32", "FP32", "[\"x\"]", "is not a number, as FP32 asks for")]
    [InlineData("fp32", "FP32", "[NaN]", "is not a number, as FP32 asks for")]
    [InlineData("fp32", "FP32", "[true]", "is not a number, as FP32 asks for")]
    [InlineData("uint8", "UINT8", "[300]", "is out of range for UINT8")]
    [InlineData("uint8", "UINT8", "[-1]", "is out of range for UINT8")]
    [InlineData("int64", "INT64", "[9223372036854775808]", "is out of range for INT64")]
    [InlineData("uint64", "UINT64", "[18446744073709551616]", "is out of range for UINT64")]
    [InlineData("int32", "INT32", "[1.5]", "is not a whole number, as INT32 asks for")]
    [InlineData("int32", "INT32", "[\"1\"]", "is not a whole number, as INT32 asks for")]
    [InlineData("bool", "BOOL", "[1]", "is not true or false, as BOOL asks for")]
    [InlineData("bool", "BOOL", "[2]", "is not true or false, as BOOL asks for")]
    [InlineData("bytes", "BYTES", "[1]", "is not a string, as BYTES asks for")]
    [InlineData("int32", "INT32", "[null]", "is not a whole number, as INT32 asks for")]
    public async Task D03_D08_D09_D10_D15_D20_D24_ValueThatTheDatatypeDoesNotHave_Gives400(
        string model, string datatype, string data, string error)
    {
        var answer = await Server.PostAsync($"/v2/models/identity_{model}/infer", OipRequest.One(datatype, "[1,1]", data));

        Assert.Equal($"element 0 of 'data' of input 'INPUT0' {error}", answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }

    [Fact]
    public async Task D21_Fp16InJson_Gives400() => Assert.Equal(
        "input 'INPUT0' is FP16, which has no JSON form; send it as binary data",
        (await Server.PostAsync("/v2/models/cast_fp16_in/infer", OipRequest.One("FP16", "[2,4]", "[6.8,2.8,4.8,1.4,6.0,3.4,4.5,1.6]")))
            .Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task D22_Fp16OutputInJson_Gives400() => Assert.Equal(
        "output 'fp16_output' is FP16, which has no JSON form; ask for it with \"binary_data\": true",
        (await Server.PostAsync(
            "/v2/models/cast_fp16/infer",
            """{"id":"123","inputs":[{"name":"INPUT0","datatype":"FP32","shape":[2,4],"data":[[6.8,2.8,4.8,1.4],[6.0,3.4,4.5,1.6]]}]"""
            + ""","outputs":[{"name":"fp16_output"},{"name":"fp32_output","parameters":{"binary_data":false}}]}"""))
        .Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task D23_NanAndInfinityInTheOutput_AreStrings() => Assert.Equal(
        """["NaN","Infinity","-Infinity",1,2,3]""",
        (await Server.PostAsync("/v2/models/nan_inf_output/infer", OipRequest.One("FP32", "[1]", "[1]")))
            .Json["outputs"]![0]!["data"]!.ToJsonString());
}
