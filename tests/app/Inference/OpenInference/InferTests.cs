using System.Net;

namespace Platform.Inference.Tests.OpenInference;

public sealed class InferTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Path = "/v2/models/iris/infer";

    private RunningServer Server => bundled.Server;

    [Theory]
    [InlineData("[5.1,3.5,1.4,0.2,6.7,3,5.2,2.3]")]
    [InlineData("[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]")]
    public async Task Infer_FlatOrNestedData_GivesAllOutputs(string data)
    {
        var answer = await Server.PostAsync(
            Path, $$"""{"id":"42","inputs":[{"name":"features","datatype":"FP32","shape":[2,4],"data":{{data}}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"model_name":"iris","model_version":"1","id":"42","outputs":[{"name":"label","datatype":"INT64","shape":[2],"data":[0"""
            + """,2]},{"name":"probabilities","datatype":"FP32","shape":[2,3],"data":[1,0,0,0,0.01,0.99]}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Infer_OneOutputAskedForOfOneVersion_GivesItAlone()
    {
        var answer = await Server.PostAsync(
            "/v2/models/iris/versions/1/infer",
            """{"inputs":[{"data":[5.1,3.5,1.4,0.2],"shape":[1,4],"datatype":"FP32","name":"features"}],"outputs":["""
            + """{"name":"probabilities"}]}""");

        Assert.Equal(
            """{"model_name":"iris","model_version":"1","outputs":[{"name":"probabilities","datatype":"FP32","shape":[1,3],"data":"""
            + """[1,0,0]}]}""", answer.Text);
    }

    [Theory]
    [InlineData(
        """{"inputs":[]}""",
        "expected 1 inputs but got 0 inputs for model 'iris'. Got input(s) [], but missing required input(s) ['features']. Please provide "
        + "all required input(s).")]
    [InlineData("""{}""", "the request has no 'inputs'; model 'iris' expects ['features']")]
    [InlineData("""{"inputs":[{"name":""", "the request body is not valid JSON: it ends too early")]
    [InlineData(
        """{"inputs":[{"name":"features","datatype":"FP32","shape":[1,3],"data":[1,2,3]}]}""",
        "unexpected shape for input 'features' of model 'iris': expected [-1,4], got [1,3]")]
    [InlineData(
        """{"inputs":[{"name":"features","datatype":"INT32","shape":[1,4],"data":[1,2,3,4]}]}""",
        "inference input 'features' data-type is 'INT32', but model 'iris' expects 'FP32'")]
    [InlineData(
        """{"inputs":[{"name":"features","datatype":"FP32","shape":[1,4],"data":[1,2,3]}]}""",
        "'data' of input 'features' does not have the 4 elements that its shape [1,4] asks for")]
    [InlineData(
        """{"inputs":[{"name":"features","datatype":"FP32","shape":[1,4],"data":[1,2,"x",4]}]}""",
        "element 2 of 'data' of input 'features' is not a number, as FP32 asks for")]
    [InlineData("""{"inputs":[{"name":"size"}]}""", "unexpected inference input 'size' for model 'iris'; it has ['features']")]
    public async Task Infer_WrongBody_Gives400AndSaysWhy(string body, string error)
    {
        var answer = await Server.PostAsync(Path, body);

        Assert.Equal(error, answer.Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Infer_UnknownVersion_Gives404()
    {
        var answer = await Server.PostAsync("/v2/models/iris/versions/9/infer", "{}");

        Assert.Equal("model 'iris' has no version '9'; it has 1", answer.Error(HttpStatusCode.NotFound));
    }
}
