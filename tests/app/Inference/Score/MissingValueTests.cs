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
    [InlineData(7, "[[NaN]]", "INT64 has no value for that; expected a whole number")]
    [InlineData(7, "[[null]]", "INT64 has no value for that; expected a whole number")]
    [InlineData(9, "[[null]]", "BOOL has no value for that; expected true or false")]
    public async Task Post_MissingWholeNumberOrTruth_IsRefused(int type, string rows, string error)
    {
        _models.AddIdentity("same", type, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(
            $"feature 'x' in row 0 is missing, and {error}",
            (await server.PostAsync("/score", $$"""{"inputs":{{rows}}}""")).Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(11, "[0.5,null]", """[0.5,"NaN"]""")]
    [InlineData(10, "[0.5,null]", """[0.5,"NaN"]""")]
    [InlineData(8, "[\"a\",null,\"b\"]", """["a","","b"]""")]
    public async Task Post_Null_IsNaNOrTheEmptyText(int type, string values, string predictions)
    {
        _models.AddIdentity("same", type, [-1], """{"features":["x"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        foreach (var path in (string[])["/score", "/invocations"])
            Assert.Equal(
                $$"""{"predictions":{{predictions}}}""", (await server.PostAsync(path, $$$"""{"inputs":{"x":{{{values}}}}}""")).Text);
    }

    [Theory]
    [InlineData("application/json", """{"dataframe_split":{"columns":["a"],"data":[[A],[A]]}}""")]
    [InlineData("application/json", """{"dataframe_records":[{"a":A},{"a":A,"b":null}]}""")]
    [InlineData("application/json", """{"instances":[[A],{"a":A}]}""")]
    [InlineData("application/json", """{"inputs":{"a":[A,A]}}""")]
    [InlineData("application/json", """{"input_data":{"columns":["a"],"data":[[A],[A]]}}""")]
    [InlineData("text/csv", "a\nA\nA\n")]
    [InlineData("text/csv", "note,a\nx,A\ny,A\n")]
    public async Task Post_WithoutAnOptionalFeature_IsNaNOrTheEmptyText(string contentType, string body)
    {
        _models.AddIdentity("numbers", ModelFolder.Fp32, [-1, 2], """{"features":["a","b"],"optional":["b"]}""");
        _models.AddIdentity("texts", ModelFolder.Bytes, [-1, 2], """{"features":["a","b"],"optional":["b"]}""");

        (string, string, string)[] cases = [("numbers", "1", "[1,\"NaN\"]"), ("texts", "\"t\"", "[\"t\",\"\"]")];
        foreach (var (model, value, expected) in cases)
        {
            await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path, "--Models:Default", model);
            var answer = await server.PostAsync("/score", System.Text.Encoding.UTF8.GetBytes(body.Replace("A", value)), contentType);

            Assert.Equal($$"""{"predictions":[{{expected}},{{expected}}]}""", answer.Text);
        }
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
