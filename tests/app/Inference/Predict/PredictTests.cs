using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Predict;

public sealed class PredictTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Setosa = """{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}""";

    private RunningServer Server => bundled.Server;

    [Fact]
    public async Task Predict_OneObject_GivesItsClassAndProbabilities()
    {
        var answer = await Server.PostAsync("/predict", Setosa);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"model":"iris","version":"1","prediction":"setosa","probabilities":{"setosa":1,"versicolor":0,"virginica":0}}""",
            answer.Text);
    }

    [Fact]
    public async Task Predict_AllRows_GivesWhatScikitLearnGives()
    {
        var answer = await Server.PostAsync("/predict", $"[{string.Join(',', IrisRow.All.Select(row => row.Json))}]");

        Assert.Equal(150, IrisRow.All.Count);
        Assert.All(IrisRow.All.Zip(answer.Json.AsArray()), pair => AssertEqual(pair.First, pair.Second!));
    }

    [Fact]
    public async Task Predict_EachRowByItself_GivesWhatScikitLearnGives()
    {
        foreach (var row in IrisRow.All)
            AssertEqual(row, (await Server.PostAsync("/models/iris/predict", row.Json)).Json);
    }

    [Fact]
    public async Task Predict_FeaturesInOtherOrder_GivesTheSame()
    {
        var answer = await Server.PostAsync("/predict", """{"petal_width":0.2,"petal_length":1.4,"sepal_width":3.5,"sepal_length":5.1}""");

        Assert.Equal((await Server.PostAsync("/predict", Setosa)).Text, answer.Text);
    }

    [Theory]
    [InlineData(
        """{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2,"colour":1}""",
        "unknown feature 'colour'; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    [InlineData(
        """{"sepal_length":5.1,"petal_length":1.4}""",
        "missing features 'sepal_width', 'petal_width'; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    [InlineData(
        """[{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2},{"sepal_length":5.1,"sepal_width":3.5"""
        + ""","petal_length":1.4}]""",
        "missing feature 'petal_width' in row 1; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    [InlineData("""{"sepal_length":"long"}""", "feature 'sepal_length' is not a number")]
    [InlineData("""[{"sepal_length":true}]""", "feature 'sepal_length' in row 0 is not a number")]
    [InlineData("""[{"sepal_length":NaN}]""", "feature 'sepal_length' in row 0 is not a number")]
    [InlineData("""{"sepal_length":1e39}""", "feature 'sepal_length' is not a number within the range of FP32")]
    [InlineData("""{"sepal_length":1,"sepal_length":2}""", "feature 'sepal_length' is given twice")]
    [InlineData("[]", "the array has no rows; expected at least one object of features")]
    [InlineData(
        "5",
        "the body is not an object of features, or an array of them; model 'iris' expects sepal_length, sepal_width, petal_length, "
        + "petal_width")]
    [InlineData("", "the request has no body; expected an object of features, or an array of them")]
    [InlineData(" \n", "the request has no body; expected an object of features, or an array of them")]
    [InlineData("[", "the request body is not valid JSON: it ends too early")]
    [InlineData("""{"sepal_length":5.1,""", "the request body is not valid JSON: it ends too early")]
    [InlineData("""{"sepal_length":5.1;""", "the request body is not valid JSON at byte 19")]
    public async Task Predict_WrongBody_Gives400AndSaysWhy(string body, string error)
    {
        var answer = await Server.PostAsync("/predict", body);

        Assert.Equal(error, answer.Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Predict_UnknownModel_Gives404()
    {
        var answer = await Server.PostAsync("/models/rose/predict", Setosa);

        Assert.Equal("model 'rose' not found", answer.Error(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Predict_WrongMethod_Gives405()
    {
        var answer = await Server.GetAsync("/predict");

        Assert.Equal("method GET is not allowed here; allowed: POST", answer.Error(HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task Predict_ContentThatIsNotJson_Gives415()
    {
        var answer = await Server.PostAsync("/predict", [1, 2, 3], "image/png");

        Assert.Equal(
            "content type 'image/png' is not supported; expected application/json", answer.Error(HttpStatusCode.UnsupportedMediaType));
    }

    private static void AssertEqual(IrisRow expected, JsonNode actual)
    {
        Assert.Equal(expected.Prediction, (string?)actual["prediction"]);
        var probabilities = actual["probabilities"]!.AsObject();
        Assert.Equal(["setosa", "versicolor", "virginica"], probabilities.Select(entry => entry.Key));
        Assert.All(expected.Probabilities.Zip(probabilities), pair => Assert.Equal(pair.First, (double)pair.Second.Value!, 1e-6));
    }
}
