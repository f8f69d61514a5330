using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Json;
using Platform.Inference.Score;

namespace Platform.Inference.Tests.Score;

/// <summary>Missing and infinite numbers, as MLflow's client, pandas and CSV write them.</summary>
public sealed class MissingValueTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("application/json", """{"dataframe_split":{"columns":["x"],"data":[[1.5],[NaN],[Infinity],[-Infinity],[null],["NaN"]]}}""")]
    [InlineData(
        "application/json", """{"dataframe_records":[{"x":1.5},{"x":NaN},{"x":Infinity},{"x":-Infinity},{"x":null},{"x":"NaN"}]}""")]
    [InlineData("application/json", """{"inputs":{"x":[1.5,NaN,Infinity,-Infinity,null,"NaN"]}}""")]
    [InlineData("application/json", """{"input_data":{"x":[[1.5],[NaN],[Infinity],[-Infinity],[null],["NaN"]]}}""")]
    [InlineData("text/csv", "x\n1.5\nNaN\ninf\n-Infinity\nNA\nnan\n")]
    [InlineData("text/csv", "x,y\n1.5,1\n,1\n+inf,1\n-inf,1\n<NA>,1\nNULL,1\n")]
    public async Task Post_MissingNumbers_AreNaN(string contentType, string body)
    {
        _models.AddIdentity("same", ModelFolder.Fp32, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        foreach (var path in (string[])["/score", "/invocations"])
            Assert.Equal(
                """{"predictions":[1.5,"NaN","Infinity","-Infinity","NaN","NaN"]}""",
                (await server.PostAsync(path, System.Text.Encoding.UTF8.GetBytes(body), contentType)).Text);
    }

    [Theory]
    [InlineData("""{"dataframe_split":null,"dataframe_records":null,"instances":[[1.5]],"inputs":null,"input_data":null,"params":null}""")]
    [InlineData("""{"dataframe_split":{"index":null,"columns":null,"data":[[1.5]]},"instances":null}""")]
    public async Task Post_FieldsOfNull_AreAbsent(string body)
    {
        _models.AddIdentity("same", ModelFolder.Fp32, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal("""{"predictions":[1.5]}""", (await server.PostAsync("/score", body)).Text);
    }

    [Theory]
    [InlineData(
        """{"instances":null}""",
        "the body has no data; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData("""{"dataframe_split":{"data":null}}""", "'dataframe_split' has no 'data'")]
    public async Task Post_NothingButNull_IsRefused(string body, string error)
    {
        _models.AddIdentity("same", ModelFolder.Fp32, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(error, (await server.PostAsync("/score", body)).Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"inputs":[[NaN]]}""")]
    [InlineData("""{"inputs":[[null]]}""")]
    public async Task Post_MissingWholeNumber_IsRefused(string body)
    {
        _models.AddIdentity("same", ModelFolder.Int64, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/score", body)).Status);
    }

    [Fact]
    public async Task Post_TextsWithTheseWords_KeepThem()
    {
        _models.AddIdentity("echo", ModelFolder.Bytes, [-1], """{"features":["text"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync("/score", """{"inputs":["NaN","a \" NaN, Infinity","\\","-Infinity"],"other":NaN}""");

        Assert.Equal("""{"predictions":["NaN","a \" NaN, Infinity","\\","-Infinity"]}""", answer.Text);
    }

    [Fact]
    public async Task Infer_BareLiteral_IsStillRefused()
    {
        _models.AddIdentity("same", ModelFolder.Fp32, [-1]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync(
            "/v2/models/same/infer", """{"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1],"data":[NaN]}]}""")).Status);
    }

    [Theory]
    [InlineData("[NaN]", "[null]")]
    [InlineData("[-Infinity,Infinity]", """["-Infinity","Infinity"]""")]
    [InlineData("""{"NaN":NaN}""", """{"NaN":null}""")]
    [InlineData("""["\"NaN",NaN]""", """["\"NaN",null]""")]
    [InlineData("[Nothing,NaN]", "[Nothing,null]")]
    [InlineData("[NaN,Infinit", "[null,Infinit")]
    [InlineData("""[NaN,"open\""", """[null,"open\""")]
    [InlineData("[1]", null)]
    [InlineData("", null)]
    public void TryQuote_Text_HasWordsThatJsonKnows(string json, string? quoted)
    {
        using var target = new PooledBytes();

        Assert.Equal(quoted is not null, NumberLiterals.TryQuote(System.Text.Encoding.UTF8.GetBytes(json), target));
        Assert.Equal(quoted ?? "", System.Text.Encoding.UTF8.GetString(target.Written.Span));
    }
}
