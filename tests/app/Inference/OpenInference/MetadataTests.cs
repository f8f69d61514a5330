using System.Net;

namespace Platform.Inference.Tests.OpenInference;

public sealed class MetadataTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    [Theory]
    [InlineData("/v2/models/iris")]
    [InlineData("/v2/models/iris/versions/1")]
    public async Task Model_OfTheRepository_IsDescribed(string path)
    {
        var answer = await bundled.Server.GetAsync(path);

        Assert.Equal(
            """{"name":"iris","versions":["1"],"platform":"onnx_onnxv1","inputs":[{"name":"features","datatype":"FP32","shape":[-1,4]}]"""
            + ""","outputs":[{"name":"label","datatype":"INT64","shape":[-1]}"""
            + """,{"name":"probabilities","datatype":"FP32","shape":[-1,3]}]}""",
            answer.Text);
    }

    [Theory]
    [InlineData("/v2/models/IRIS", "model 'IRIS' not found")]
    [InlineData("/v2/models/iris/versions/v1", "model 'iris' has no version 'v1'; it has 1")]
    [InlineData("/nothing", "there is no such path; GET /openapi/v1.json lists what there is")]
    public async Task Path_ThatDoesNotExist_Gives404(string path, string error)
    {
        Assert.Equal(error, (await bundled.Server.GetAsync(path)).Error(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData(
        "GET", "/v1/engines", HttpStatusCode.NotFound,
        """{"error":{"message":"there is no such path; GET /openapi/v1.json lists what there """
        + """is","type":"invalid_request_error","param":null,"code":null}}""")]
    [InlineData(
        "GET", "/v1/chat/completions", HttpStatusCode.MethodNotAllowed,
        """{"error":{"message":"method GET is not allowed here; allowed: POST","type":"invalid_request_error","param":null"""
        + ""","code":null}}""")]
    [InlineData(
        "PUT", "/conversations", HttpStatusCode.MethodNotAllowed,
        """{"error":{"message":"method PUT is not allowed here; allowed: GET, POST","type":"invalid_request_error","param":null"""
        + ""","code":null}}""")]
    [InlineData(
        "GET", "/invocations", HttpStatusCode.MethodNotAllowed,
        """{"error_code":"BAD_REQUEST","message":"method GET is not allowed here; allowed: POST"}""")]
    [InlineData("GET", "/v10", HttpStatusCode.NotFound, """{"error":"there is no such path; GET /openapi/v1.json lists what there is"}""")]
    public async Task Request_ThatNoEndpointTakes_IsAnsweredInTheFormOfItsPath(
        string method, string path, HttpStatusCode status, string body)
    {
        var answer = await bundled.Server.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal((status, body), (answer.Status, answer.Text));
    }
}
