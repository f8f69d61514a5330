using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Sections A and B of the protocol's cases: health, metadata, readiness.</summary>
public sealed class RoutingTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private RunningServer Server => fixture.Server;

    public static TheoryData<string, string> Types => new()
    {
        { "bool", "BOOL" }, { "uint8", "UINT8" }, { "uint16", "UINT16" }, { "uint32", "UINT32" }, { "uint64", "UINT64" },
        { "int8", "INT8" },
        { "int16", "INT16" }, { "int32", "INT32" }, { "int64", "INT64" }, { "fp16", "FP16" }, { "fp32", "FP32" }, { "fp64", "FP64" },
        { "bytes", "BYTES" },
    };

    [Fact]
    public async Task A06_Server_IsDescribed()
    {
        var server = (await Server.GetAsync("/v2")).Json;

        Assert.Equal("platform-inference", (string?)server["name"]);
        Assert.NotEmpty((string)server["version"]!);
        Assert.Equal(
            """["binary_tensor_data","model_repository","model_configuration","statistics"]""", server["extensions"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/v2/docs/dataplane.json")]
    [InlineData("/v2/models/simple/docs/dataplane.json")]
    [InlineData("/v2/models/simple/versions/1/docs/dataplane.json")]
    public async Task A13_Document_IsServed(string path) => Assert.NotNull((await Server.GetAsync(path)).Json["openapi"]);

    [Fact]
    public async Task A13_Document_HasThePathsOfTheProtocol()
    {
        var paths = (await Server.GetAsync("/v2/docs/dataplane.json")).Json["paths"]!.AsObject().Select(path => path.Key).ToList();

        foreach (var path in (string[])
            ["/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/{name}", "/v2/models/{name}/versions/{version}",
             "/v2/models/{name}/ready",
             "/v2/models/{name}/versions/{version}/ready", "/v2/models/{name}/infer", "/v2/models/{name}/versions/{version}/infer"])
            Assert.Contains(path, paths);
    }

    [Theory]
    [InlineData("/v2/models/simple/docs")]
    [InlineData("/v2/models/simple/versions/1/docs")]
    public async Task A14_PageOfAModel_IsServed(string path)
    {
        var page = await Server.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.MediaType));
        Assert.Contains($"{path}/dataplane.json", page.Text);
    }

    [Fact]
    public async Task A14_DocumentOfAModel_HasAnExampleItAccepts()
    {
        var document = (await Server.GetAsync("/v2/models/simple/docs/dataplane.json")).Json;
        var example = document["components"]!["requestBodies"]!["Infer"]!["content"]!["application/json"]!["example"]!;

        Assert.Equal(HttpStatusCode.OK, (await Server.PostAsync("/v2/models/simple/infer", example.ToJsonString())).Status);
        Assert.Contains(document["paths"]!.AsObject(), path => path.Key == "/v2/models/simple/versions/1/infer");
    }

    [Fact]
    public async Task A15_Models_AreListed()
        => Assert.Contains("simple", (await Server.GetAsync("/v2/models")).Json["models"]!.AsArray().Select(name => (string?)name));

    [Fact]
    public async Task B01_Model_IsDescribed() => Assert.Equal(
        """{"name":"simple","versions":["1"],"platform":"onnx_onnxv1","inputs":[{"name":"INPUT0","datatype":"INT32","shape":[-1,16]}"""
        + """,{"name":"INPUT1","datatype":"INT32","shape":[-1,16]}],"outputs":[{"name":"OUTPUT0","datatype":"INT32","shape":[-1,16]}"""
        + """,{"name":"OUTPUT1","datatype":"INT32","shape":[-1,16]}]}""",
        (await Server.GetAsync("/v2/models/simple")).Text);

    [Fact]
    public async Task B03_DefaultVersion_IsTheHighest()
    {
        Assert.Equal(
            ["1", "2"], (await Server.GetAsync("/v2/models/two_versions")).Json["versions"]!.AsArray().Select(version => (string?)version));
        var answer = (await Server.PostAsync("/v2/models/two_versions/infer", OipRequest.One("FP32", "[1,1]", "[5]"))).Json;
        Assert.Equal(("2", "[7]"), ((string?)answer["model_version"], answer["outputs"]![0]!["data"]!.ToJsonString()));
        var first = (await Server.PostAsync("/v2/models/two_versions/versions/1/infer", OipRequest.One("FP32", "[1,1]", "[5]"))).Json;
        Assert.Equal(("1", "[6]"), ((string?)first["model_version"], first["outputs"]![0]!["data"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("/v2/models/nope", "model 'nope' not found")]
    [InlineData("/v2/models/nope/ready", "model 'nope' not found")]
    [InlineData("/v2/models/SIMPLE", "model 'SIMPLE' not found")]
    [InlineData("/v2/models/simple/versions/9", "model 'simple' has no version '9'; it has 1")]
    [InlineData("/v2/models/simple/versions/v1", "model 'simple' has no version 'v1'; it has 1")]
    [InlineData("/v2/models/simple/versions/99999999999999999999", "model 'simple' has no version '99999999999999999999'; it has 1")]
    [InlineData("/v2/models/%2e%2e%2fsimple", "model '..%2fsimple' not found")]
    [InlineData("/v2/models/a%01b", "model 'a?b' not found")]
    public async Task B04_B05_B06_B08_UnknownModelOrVersion_Gives404(string path, string error)
    {
        var answer = await Server.GetAsync(path);

        Assert.Equal(error, answer.Error(HttpStatusCode.NotFound));
        Assert.True(answer.Response.Headers.Contains("X-Request-Id"));
        await fixture.AssertUnharmedAsync();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task B09_Datatype_HasTheProtocolsName(string name, string datatype)
    {
        var model = (await Server.GetAsync($"/v2/models/identity_{name}")).Json;

        Assert.Equal(datatype, (string?)model["inputs"]![0]!["datatype"]);
        Assert.Equal(datatype, (string?)model["outputs"]![0]!["datatype"]);
    }

    [Theory]
    [InlineData("my-model", "", "model 'my-model' not found")]
    [InlineData("simple", "/versions/9", "model 'simple' has no version '9'; it has 1")]
    public async Task B17_B18_InferOnWhatIsNotThere_Gives404(string model, string version, string error)
        => Assert.Equal(
            error, (await Server.PostAsync($"/v2/models/{model}{version}/infer", OipRequest.Simple)).Error(HttpStatusCode.NotFound));

    [Theory]
    [InlineData("/v2")]
    [InlineData("/v2/health/live")]
    [InlineData("/v2/health/ready")]
    [InlineData("/v2/models/simple")]
    [InlineData("/v2/models/simple/versions/1/ready")]
    [InlineData("/v2/models/simple/docs")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    public async Task Head_IsAnsweredAsGetWithoutBody(string path)
    {
        var head = await Server.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        var get = await Server.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, get.MediaType, ""), (head.Status, head.MediaType, head.Text));
        Assert.NotEmpty(get.Text);
        Assert.Equal(
            "method PUT is not allowed here; allowed: GET, HEAD",
            (await Server.SendAsync(new HttpRequestMessage(HttpMethod.Put, path))).Error(HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task Scalar_OutputHasAnEmptyShape() => Assert.Equal(
        """{"name":"OUTPUT0","datatype":"FP32","shape":[],"data":[6]}""",
        (await Server.PostAsync("/v2/models/scalar_out/infer", OipRequest.One("FP32", "[3]", "[1,2,3]")))
            .Json["outputs"]![0]!.ToJsonString());
}
