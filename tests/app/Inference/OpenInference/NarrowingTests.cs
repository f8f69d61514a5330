using System.Net;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>What data frames send: 64 bits, whatever the model takes.</summary>
public sealed class NarrowingTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    [Theory]
    [InlineData("fp32", "FP64", "[0.1,-2.5,\"NaN\",\"-Infinity\",0]", "[0.1,-2.5,\"NaN\",\"-Infinity\",0]")]
    [InlineData("fp32", "INT64", "[16777216,-3]", "[16777216,-3]")]
    [InlineData("fp64", "INT64", "[9007199254740992]", "[9007199254740992]")]
    [InlineData("int32", "INT64", "[2147483647,-2147483648]", "[2147483647,-2147483648]")]
    [InlineData("int8", "INT64", "[127,-128]", "[127,-128]")]
    [InlineData("uint8", "INT64", "[255,0]", "[255,0]")]
    [InlineData("uint64", "INT64", "[9223372036854775807]", "[9223372036854775807]")]
    public async Task Infer_OfWiderTypes_NarrowsWhatIsKept(string model, string given, string data, string expected)
    {
        var answer = await fixture.Server.PostAsync(
            $"/v2/models/identity_{model}/infer", OipRequest.One(given, $"[1,{data.Split(',').Length}]", data));

        Assert.Equal((HttpStatusCode.OK, expected), (answer.Status, answer.Json["outputs"]![0]!["data"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(
        "fp32", "FP64", "[1,1e39]", "element 1 of input 'INPUT0' is 1E+39, sent as FP64; FP32, which the model takes, cannot hold it")]
    [InlineData(
        "fp32", "FP64", "[1e-50]", "element 0 of input 'INPUT0' is 1E-50, sent as FP64; FP32, which the model takes, cannot hold it")]
    [InlineData(
        "fp32", "INT64", "[1,16777217]",
        "element 1 of input 'INPUT0' is 16777217, sent as INT64; FP32, which the model takes, cannot hold it")]
    [InlineData(
        "int32", "INT64", "[1,2,3000000000]",
        "element 2 of input 'INPUT0' is 3000000000, sent as INT64; INT32, which the model takes, cannot hold it")]
    [InlineData("uint8", "INT64", "[-1]", "element 0 of input 'INPUT0' is -1, sent as INT64; UINT8, which the model takes, cannot hold it")]
    [InlineData(
        "uint64", "INT64", "[-1]", "element 0 of input 'INPUT0' is -1, sent as INT64; UINT64, which the model takes, cannot hold it")]
    [InlineData("int32", "FP64", "[1]", "inference input 'INPUT0' data-type is 'FP64', but model 'identity_int32' expects 'INT32'")]
    [InlineData("int64", "INT32", "[1]", "inference input 'INPUT0' data-type is 'INT32', but model 'identity_int64' expects 'INT64'")]
    [InlineData("int32", "INT64", "[1.5]", "element 0 of 'data' of input 'INPUT0' is not a whole number, as INT64 asks for")]
    public async Task Infer_OfWiderTypesThatLoseAValue_IsRefusedWithTheFirst(string model, string given, string data, string message)
    {
        var answer = await fixture.Server.PostAsync(
            $"/v2/models/identity_{model}/infer", OipRequest.One(given, $"[1,{data.Split(',').Length}]", data));

        Assert.Equal(message, answer.Error(HttpStatusCode.BadRequest));
    }

    /// <summary>The bytes that Triton's client sends for numpy's float64, whose outputs it asks for as bytes.</summary>
    [Fact]
    public async Task Infer_OfWiderBinaryData_IsNarrowed()
    {
        const string json = """{"inputs": [{"name": "INPUT0", "shape": [1, 2], "datatype": "FP64", "parameters": {"binary_data_size": """
            + """16}}], "parameters": {"binary_data_output": true}}""";
        var answer = await fixture.Server.SendAsync(OipRequest.Binary("identity_fp32", json, "000000000000F83F 00000000000000C0"));

        Assert.Equal("0000C03F000000C0", Convert.ToHexString(answer.Body[^8..]));
    }

    [Theory]
    [InlineData(
        "\"parameters\":{\"sequence_id\":5,\"sequence_start\":true,\"sequence_end\":false}",
        "parameter 'sequence_id' of the request is 5, which this server does not do: no state is kept between requests; send what the "
        + "model needs of earlier ones with each")]
    [InlineData(
        "\"parameters\":{\"sequence_id\":\"a\"}",
        "parameter 'sequence_id' of the request is \"a\", which this server does not do: no state is kept between requests; send what the "
        + "model needs of earlier ones with each")]
    [InlineData(
        "\"parameters\":{\"priority\":2}",
        "parameter 'priority' of the request is 2, which this server does not do: requests of a model wait in one queue, in the order in "
        + "which they came; leave it out")]
    [InlineData(
        "\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"classification\":3}}]",
        "parameter 'classification' of an output is 3, which this server does not do: outputs are given whole; take the greatest of them "
        + "yourself, or POST /models/{name}/predict")]
    [InlineData(
        "\"parameters\":{\"class_count\":2}",
        "parameter 'class_count' of the request is 2, which this server does not do: outputs are given whole; take the greatest of them "
        + "yourself, or POST /models/{name}/predict")]
    [InlineData(
        "\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"class_count\":2}}]",
        "parameter 'class_count' of an output is 2, which this server does not do: outputs are given whole; take the greatest of them "
        + "yourself, or POST /models/{name}/predict")]
    [InlineData(
        "\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"shared_memory_region\":\"r\"}}]",
        "parameter 'shared_memory_region' of an output is \"r\", which this server does not do: tensors travel in the request; "
        + "send the data")]
    public async Task Infer_WithAParameterThatAsksForAnotherAnswer_IsRefusedByName(string fields, string message)
        => Assert.Equal(
            message, (await fixture.Server.PostAsync("/v2/models/simple/infer", OipRequest.With(fields))).Error(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData("\"parameters\":{\"sequence_id\":0,\"priority\":0,\"sequence_start\":false}")]
    [InlineData("\"parameters\":{\"content_type\":\"pd\",\"headers\":\"x\"}")]
    [InlineData("\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"classification\":0}}]")]
    public async Task Infer_WithAParameterThatAsksForNothing_IsAnswered(string fields)
        => Assert.Equal(HttpStatusCode.OK, (await fixture.Server.PostAsync("/v2/models/simple/infer", OipRequest.With(fields))).Status);
}
