using System.Net;

namespace Platform.Inference.Tests.Protocol;

public sealed class MetadataTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    [Theory]
    [InlineData("/v2/models/iris")]
    [InlineData("/v2/models/iris/versions/1")]
    public async Task Model_OfTheRepository_IsDescribed(string path)
    {
        var answer = await bundled.Server.GetAsync(path);

        Assert.Equal(
            """{"name":"iris","versions":["1"],"platform":"onnx_onnxv1","inputs":[{"name":"features","datatype":"FP32","shape":[-1,4]}],"outputs":[{"name":"label","datatype":"INT64","shape":[-1]},{"name":"probabilities","datatype":"FP32","shape":[-1,3]}]}""",
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
}
