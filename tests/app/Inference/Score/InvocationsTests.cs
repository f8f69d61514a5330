using System.Net;

namespace Platform.Inference.Tests.Score;

/// <summary>MLflow's scoring server, as its clients know it.</summary>
public sealed class InvocationsTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Row = """{"inputs":[[5.1,3.5,1.4,0.2]]}""";

    [Theory]
    [InlineData("/ping", "\n")]
    [InlineData("/health", "\n")]
    [InlineData("/version", "2.0.0")]
    public async Task Get_OfAReadyServer_AnswersAsMlflowDoes(string path, string body)
    {
        var answer = await bundled.Server.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "application/json", body), (answer.Status, answer.MediaType, answer.Text));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/health")]
    public async Task Get_BeforeTheModelsAreReady_Is503(string path)
    {
        await using var server = await RunningServer.StartColdAsync(
            "--Models:Root", Path.Combine(AppContext.BaseDirectory, "Fixtures", "loading"));

        var answer = await server.GetAsync(path);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "application/json", "\n"), (answer.Status, answer.MediaType, answer.Text));
    }

    [Theory]
    [InlineData(
        "{}", "the body has no data; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData(
        "[1]", "the body is not an object; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData("""{"instances":[[1,2,3,"x"]]}""", "feature 'petal_width' in row 0 is not a number")]
    [InlineData("""{"instances":[[1,2,3,Nothing]]}""", "feature 'petal_width' in row 0 is not a number")]
    public async Task Post_WrongBody_GivesMlflowsError(string body, string message)
    {
        var answer = await bundled.Server.PostAsync("/invocations", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal($$"""{"error_code":"BAD_REQUEST","message":"{{message}}"}""", answer.Text);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_OfAContentTypeThatIsRead_Predicts(string contentType)
        => Assert.Equal(
            HttpStatusCode.OK,
            (await bundled.Server.PostAsync("/invocations", System.Text.Encoding.UTF8.GetBytes(Row), contentType)).Status);

    [Theory]
    [InlineData(
        "application/json; format=pandas-split",
        "content type 'application/json; format=pandas-split' is not supported; expected application/json or text/csv, with no parameter "
        + "but charset=utf-8")]
    [InlineData(
        "application/json; charset=latin1",
        "content type 'application/json; charset=latin1' is not supported; expected application/json or text/csv, with no parameter but "
        + "charset=utf-8")]
    [InlineData("image/png", "content type 'image/png' is not supported; expected application/json")]
    public async Task Post_OfAnotherContentType_Gives415InMlflowsForm(string contentType, string message)
    {
        var answer = await bundled.Server.PostAsync("/invocations", System.Text.Encoding.UTF8.GetBytes(Row), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal($$"""{"error_code":"BAD_REQUEST","message":"{{message}}"}""", answer.Text);
    }

    [Fact]
    public async Task Post_WithoutTheGatewaysSecret_GivesMlflowsError()
    {
        await using var server = await RunningServer.StartAsync("--Gateway:Secret", "s3cret");

        var answer = await server.PostAsync("/invocations", Row);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("UNAUTHENTICATED", (string?)answer.Json["error_code"]);
    }

    [Fact]
    public async Task Post_ToAServerWithoutFeatures_GivesMlflowsError()
    {
        using var models = new ModelFolder();
        models.AddIdentity("plain", ModelFolder.Fp32, [-1]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (string?)(await server.PostAsync("/invocations", Row)).Json["error_code"]);
    }

    [Theory]
    [InlineData("""{"inputs":["a","b"]}""")]
    [InlineData("""{"instances":["a","b"]}""")]
    [InlineData("""{"input_data":["a","b"]}""")]
    [InlineData("""{"input_data":{"text":["a","b"]}}""")]
    [InlineData("""{"dataframe_split":{"columns":["text"],"data":[["a"],["b"]]}}""")]
    public async Task Post_ToAModelOfOneFeature_TakesItsValuesAsRows(string body)
    {
        using var models = new ModelFolder();
        models.AddIdentity("echo", ModelFolder.Bytes, [-1], """{"features":["text"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal("""{"predictions":["a","b"]}""", (await server.PostAsync("/invocations", body)).Text);
    }
}
