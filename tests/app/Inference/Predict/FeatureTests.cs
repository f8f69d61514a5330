using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Predict;

/// <summary>Named features of every type, grouped, fixed in number, missing or left out.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(9, "true", "true")]
    [InlineData(3, "-128", "-128")]
    [InlineData(5, "-7.0", "-7")]
    [InlineData(2, "255", "255")]
    [InlineData(4, "65535", "65535")]
    [InlineData(12, "4294967295", "4294967295")]
    [InlineData(13, "18446744073709551615", "18446744073709551615")]
    [InlineData(6, "65.0", "65")]
    [InlineData(10, "0.5", "0.5")]
    [InlineData(16, "0.5", "0.5")]
    [InlineData(11, "0.1", "0.1")]
    [InlineData(1, "null", "\"NaN\"")]
    [InlineData(11, "\"NaN\"", "\"NaN\"")]
    [InlineData(10, "null", "\"NaN\"")]
    [InlineData(8, "null", "\"\"")]
    public async Task Predict_FeatureOfAnyType_ComesBackExactly(int type, string value, string expected)
    {
        _models.AddIdentity("m", type, [-1, 1], """{"features":["x"],"task":"tensors"}""");

        Assert.Equal($$"""{"model":"m","version":"1","prediction":{{expected}}}""", (await PredictAsync($$"""{"x":{{value}}}""")).Text);
    }

    [Theory]
    [InlineData(6, "null", "feature 'x' is missing, and INT32 has no value for that; expected a whole number")]
    [InlineData(3, "128", "feature 'x' is not a whole number within the range of INT8")]
    [InlineData(2, "-1", "feature 'x' is not a whole number within the range of UINT8")]
    [InlineData(7, "1.5", "feature 'x' is not a whole number within the range of INT64")]
    [InlineData(10, "1e9", "feature 'x' is not a number within the range of FP16")]
    [InlineData(9, "\"a\"", "feature 'x' is not true or false")]
    [InlineData(9, "2", "feature 'x' is not true or false")]
    public async Task Predict_ValueThatIsNotOfTheType_IsRefused(int type, string value, string error)
    {
        _models.AddIdentity("m", type, [-1, 1], """{"features":["x"],"task":"tensors"}""");

        Assert.Equal(error, (await PredictAsync($$"""{"x":{{value}}}""")).Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"num":["a","b"],"cat":["c","d"]}""")]
    [InlineData("""["a","b","c","d"]""")]
    public async Task Predict_GroupedInputs_TakeEachFeatureToItsColumn(string features)
    {
        AddGroups($$"""{"features":{{features}}}""");

        var answer = await PredictAsync("""[{"d":"w","a":1,"c":"v","b":2},{"c":"y","d":null,"b":4,"a":null}]""");

        Assert.Equal(
            """[{"model":"m","version":"1","prediction":{"numbers":[1,2],"texts":["v","w"]}},{"model":"m","version":"1","prediction":"""
            + """{"numbers":["NaN",4],"texts":["y",""]}}]""",
            answer.Text);
    }

    [Fact]
    public async Task Predict_FeatureThatModelJsonMakesOptional_MayBeAbsent()
    {
        AddGroups("""{"features":["a","b","c","d"],"optional":["b","d"]}""");

        Assert.Equal(
            """{"model":"m","version":"1","prediction":{"numbers":[1,"NaN"],"texts":["v",""]}}""",
            (await PredictAsync("""{"a":1,"c":"v"}""")).Text);
    }

    [Theory]
    [InlineData("""{"a":1}""", 8)]
    [InlineData("""{"a":1,"d":2}""", 3)]
    [InlineData("""{"a":1,"d":null}""", 8)]
    public async Task Predict_InputWithADefault_MayBeAbsent(string body, int sum)
    {
        AddOptional();

        Assert.Equal($$"""{"model":"m","version":"1","prediction":{{sum}}}""", (await PredictAsync(body)).Text);
    }

    [Fact]
    public async Task Predict_DefaultOfOneRowBesideManyRows_IsTakenForAll()
    {
        AddOptional("""{"features":["a"]}""", 1);

        Assert.Equal(
            """[{"model":"m","version":"1","prediction":8},{"model":"m","version":"1","prediction":9}]""",
            (await PredictAsync("""[{"a":1},{"a":2}]""")).Text);
    }

    [Theory]
    [InlineData("""{"name":"a","datatype":"FP32","shape":[2,1],"data":[1,2]}""", "[8,9]")]
    [InlineData(
        """{"name":"a","datatype":"FP32","shape":[2,1],"data":[1,2]},{"name":"d","datatype":"FP32","shape":[1,1],"data":[1]}""", "[2,3]")]
    public async Task Infer_DefaultOfOneRowBesideManyRows_IsTakenForAll(string inputs, string expected)
    {
        AddOptional(null, 1);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(
            expected,
            (await server.PostAsync("/v2/models/m/infer", $$"""{"inputs":[{{inputs}}]}""")).Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", "[-1,-2]")]
    [InlineData("""{"b":null,"a":1}""", "[-1,\"NaN\"]")]
    public async Task Predict_InputOfUnknownRank_TakesRowsOfItsNamedFeatures(string body, string expected)
    {
        _models.AddOfAnyRank("m", """{"features":["a","b"]}""");

        Assert.Equal($$"""{"model":"m","version":"1","prediction":{{expected}}}""", (await PredictAsync(body)).Text);
    }

    [Theory]
    [InlineData("[2]", "[1,2]", "[-1,-2]")]
    [InlineData("[1,1,2]", "[1,2]", "[-1,-2]")]
    [InlineData("[]", "[1]", "[-1]")]
    public async Task Infer_InputOfUnknownRank_TakesAnyShape(string shape, string data, string expected)
    {
        _models.AddOfAnyRank("m", """{"features":["a","b"]}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync(
            "/v2/models/m/infer", $$"""{"inputs":[{"name":"x","datatype":"FP32","shape":{{shape}},"data":{{data}}}]}""");

        Assert.Equal(
            $$"""{"model_name":"m","model_version":"1","outputs":"""
            + $$"""[{"name":"y","datatype":"FP32","shape":{{shape}},"data":{{expected}}}]}""", answer.Text);
    }

    [Fact]
    public async Task Infer_Bf16_TravelsAsBinaryData()
    {
        _models.AddIdentity("m", 16, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        const string json = """{"parameters":{"binary_data_output":true},"inputs":[{"name":"INPUT0","datatype":"BF16","shape":[1,2]"""
            + ""","parameters":{"binary_data_size":4}}]}""";

        Assert.Equal("803f00c0", BinaryAnswer.Of(await server.SendAsync(OipRequest.Binary("m", json, "803F00C0"))).Hex);
    }

    [Fact]
    public async Task Infer_Bf16AsJson_IsRefused()
    {
        _models.AddIdentity("m", 16, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var input = await server.PostAsync(
            "/v2/models/m/infer", """{"inputs":[{"name":"INPUT0","datatype":"BF16","shape":[1,2],"data":[1,2]}]}""");
        var output = await server.SendAsync(OipRequest.Binary(
            "m", """{"inputs":[{"name":"INPUT0","datatype":"BF16","shape":[1,2],"parameters":{"binary_data_size":4}}]}""", "803F00C0"));

        Assert.Equal("input 'INPUT0' is BF16, which has no JSON form; send it as binary data", input.Error(HttpStatusCode.BadRequest));
        Assert.Equal(
            "output 'OUTPUT0' is BF16, which has no JSON form; ask for it with \"binary_data\": true",
            output.Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Infer_InputWithADefault_MayBeAbsent()
    {
        AddOptional();
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync(
            "/v2/models/m/infer",
            """{"id":null,"parameters":null,"outputs":null,"inputs":[{"name":"a","datatype":"FP32","shape":[1,1],"parameters":null"""
            + ""","data":[1]}]}""");

        Assert.Equal(
            """{"model_name":"m","model_version":"1","outputs":[{"name":"y","datatype":"FP32","shape":[1,1],"data":[8]}]}""", answer.Text);
    }

    [Theory]
    [InlineData(1, 3, "[[0],[1],[2]]")]
    [InlineData(2, 4, "[[0],[1],[2],[3]]")]
    public async Task Predict_FixedNumberOfRows_IsRunAsOftenAsItTakes(int rows, int given, string expected)
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [rows, 2], """{"features":["a","b"]}""");

        var answer = await PredictAsync($"[{string.Join(',', Enumerable.Range(0, given).Select(row => $$"""{"a":{{row}},"b":9}"""))}]");

        Assert.Equal(
            expected.Replace("]", ",9]").Replace("],9]", "]]"),
            $"[{string.Join(',', answer.Json.AsArray().Select(row => row!["prediction"]!.ToJsonString()))}]");
    }

    [Fact]
    public async Task Predict_RowsThatDoNotFillTheFixedNumber_AreRefused()
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [2, 1], """{"features":["a"]}""");

        Assert.Equal(
            "model 'm' takes 2 rows at a time, got 1; expected a multiple of 2",
            (await PredictAsync("""{"a":1}""")).Error(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(
        """["b","a"]""",
        "model.json gives input 'a' the name 'b', which is another input's own; features are named in the order of the inputs, ['a','b']: "
        + "leave \"features\" out, or choose other names")]
    [InlineData(
        """{"a":["b"],"b":["a"]}""",
        "model.json gives input 'a' the name 'b', which is another input's own; each input has features of its own: leave \"features\" "
        + "out, or choose other names")]
    [InlineData("""["a"]""", "model.json names 1 features, but the inputs ['a','b'] have 2 columns")]
    [InlineData("""{"c":["x"]}""", "model.json names features of the input 'c', which the model does not have; it has ['a','b']")]
    public async Task Settings_WithOtherFeaturesThanTheInputs_AreRefused(string features, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.Add(
            "m", $$"""{"features":{{features}}}""", OnnxBytes.Node("", "Add", ["a", "b"], ["y"]),
            OnnxBytes.Value(11, "a", ModelFolder.Fp32, [-1, 1]), OnnxBytes.Value(11, "b", ModelFolder.Fp32, [-1, 1]),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 1]));

        Assert.Equal(
            $"model 'm' version 1 could not be loaded: {reason}", (await PredictAsync("{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Theory]
    [InlineData(
        ""","optional":["a","e"]""",
        "model.json names ['e'] in \"optional\", which the model does not have; its features are ['a','b','c','d']")]
    [InlineData(
        ""","categories":{"c":["v"],"job":["w"],"town":[]}""",
        "model.json names ['job','town'] in \"categories\", which the model does not have; its features are ['a','b','c','d']")]
    [InlineData(
        ""","categories":{"b":["1","2"]}""", "model.json lists categories of the feature 'b', which is FP32; expected a feature of texts")]
    public void Settings_OfFeaturesThatTheModelDoesNotHave_AreRefused(string setting, string reason)
    {
        AddGroups($$"""{"features":["a","b","c","d"]{{setting}}}""");

        Assert.Equal(reason, _models.Refusal());
    }

    [Fact]
    public void Features_OfInputsWithOtherNumbersOfRows_AreRefused()
    {
        _models.Add(
            "m", """{"features":["p","q"]}""", OnnxBytes.Node("", "Add", ["a", "b"], ["y"]),
            OnnxBytes.Value(11, "a", ModelFolder.Fp32, [-1, 1]), OnnxBytes.Value(11, "b", ModelFolder.Fp32, [1, 1]),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 1]));

        Assert.Equal(
            "model.json names features, but the first dimensions of the inputs are -1 and 1; expected the same of each", _models.Refusal());
    }

    private async Task<Answer> PredictAsync(string body)
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        return await server.PostAsync("/models/m/predict", body);
    }

    private void AddGroups(string settings) => _models.Add(
        "m", settings, OnnxBytes.Node("", "Identity", "num", ["numbers"]), OnnxBytes.Node("", "Identity", "cat", ["texts"]),
        OnnxBytes.Value(11, "num", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(11, "cat", ModelFolder.Bytes, [-1, 2]),
        OnnxBytes.Value(12, "numbers", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "texts", ModelFolder.Bytes, [-1, 2]));

    /// <summary>y = a + d, where d is 7 unless it is given.</summary>
    private void AddOptional(string? settings = null, int rows = -1) => _models.Add(
        "m", settings, OnnxBytes.Node("", "Add", ["a", "d"], ["y"]),
        OnnxBytes.Message(
            5, OnnxBytes.Number(1, 1), OnnxBytes.Number(1, 1), OnnxBytes.Number(2, 1), OnnxBytes.Real(4, 7), OnnxBytes.Text(8, "d")),
        OnnxBytes.Value(11, "a", ModelFolder.Fp32, [-1, 1]), OnnxBytes.Value(11, "d", ModelFolder.Fp32, [rows, 1]),
        OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 1]));
}
