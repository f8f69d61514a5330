using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Tests.Graphs;

namespace Platform.Inference.Tests.Workers;

/// <summary>A model in a process of its own, and what values can do to it.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private readonly ModelFolder _models = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        AddRemainder("remainder", """{"isolation":"process"}""");
        AddRemainder("unsaid", null);
        AddChosen("chosen", null);
        AddChosen("chosen_here", """{"isolation":"none"}""");
        _models.AddIdentity("texts", ModelFolder.Bytes, [-1], """{"isolation":"process","batching":{"maxBatchSize":64}}""");
        _models.AddIdentity("here", ModelFolder.Fp32, [-1]);
        _server = await RunningServer.StartAsync("--Models:Root", _models.Path);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Fact]
    public async Task Infer_InAProcessOfItsOwn_AnswersAsInTheServer()
    {
        var answer = await RemainderAsync(7, 4);

        Assert.Equal(
            """{"model_name":"remainder","model_version":"1","outputs":[{"name":"rest","datatype":"INT32","shape":[1],"data":[3]}]}""",
            answer.Text);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => _server.PostAsync(
            "/v2/models/texts/infer", OipRequest.One("BYTES", "[2]", $"[\"{i}\",\"{new string('x', i)}\"]"))));
        Assert.All(
            answers.Index(),
            item => Assert.Equal(
                $"[\"{item.Index}\",\"{new string('x', item.Index)}\"]", item.Item.Json["outputs"]![0]!["data"]!.ToJsonString()));
    }

    [Fact]
    public async Task Infer_ValuesThatKillTheRuntime_EndOnlyTheModelsProcessWhichIsStartedAgain()
    {
        var killed = await RemainderAsync(int.MinValue, -1);

        Assert.StartsWith(
            "model 'remainder' version 1 cannot run now, as its process ended during a run with exit code 1",
            killed.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("1", killed.Response.Headers.RetryAfter!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync("/v2/models/here/infer", OipRequest.One("FP32", "[1]", "[1]"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync("/v2/health/ready")).Status);

        await Eventually.TrueAsync(async () => (await _server.GetAsync("/v2/models/remainder/ready")).Status == HttpStatusCode.OK);
        Assert.Equal("[1]", (await RemainderAsync(5, 2)).Json["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Contains(
            "\ninference_model_restarts_total{model=\"remainder\",version=\"1\"} 1\n", (await _server.GetAsync("/metrics")).Text);
    }

    [Fact]
    public async Task Infer_InputsThatTheGraphRefuses_AreRefusedAsInTheServer()
    {
        var answer = await _server.PostAsync(
            "/v2/models/remainder/infer",
            """{"inputs":[{"name":"a","datatype":"INT32","shape":[2],"data":[1,2]},{"name":"b","datatype":"INT32","shape":[3],"data":"""
            + """[1,2,3]}]}""");

        Assert.Equal(
            "model 'remainder' cannot compute these inputs: their shapes or values do not fit its graph",
            answer.Error(HttpStatusCode.BadRequest));
        Assert.Equal("[0]", (await RemainderAsync(4, 2)).Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Start_ModelThatItsProcessCannotLoad_IsLeftOutForTheSameReason()
    {
        using var models = new ModelFolder();
        models.AddIdentity("here", ModelFolder.Fp32, [-1]);
        var file = models.AddIdentity("broken", ModelFolder.Fp32, [-1], """{"isolation":"process"}""");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);

        Assert.Equal(
            "model 'broken' version 1 could not be loaded: its model.onnx is not a valid ONNX model",
            (await server.PostAsync("/v2/models/broken/infer", "{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Infer_FatalValuesOfAModelThatSaysNothingOfIsolation_LeaveTheServerAlone()
    {
        var killed = await RemainderAsync(int.MinValue, -1, "unsaid");

        Assert.StartsWith(
            "model 'unsaid' version 1 cannot run now, as its process ended during a run with exit code 1",
            killed.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync("/v2/models/here/infer", OipRequest.One("FP32", "[1]", "[1]"))).Status);
    }

    [Fact]
    public async Task Load_ModelThatZerosEnd_IsServedByItsProcessOnceThatRunsAgain()
    {
        await Eventually.TrueAsync(async () => (await _server.GetAsync("/v2/models/chosen/ready")).Status == HttpStatusCode.OK);

        var answer = await _server.PostAsync(
            "/v2/models/chosen/infer",
            """{"inputs":[{"name":"x","datatype":"FP32","shape":[2,1,1],"data":[1,2]},{"name":"c","datatype":"BOOL","shape":[2],"data":"""
            + """[true,false]}]}""");
        Assert.Equal("[1,1,1,1]", answer.Json["outputs"]![0]!["shape"]!.ToJsonString());
    }

    [Fact]
    public async Task Load_ModelThatZerosEnd_WithoutIsolation_IsRefused()
    {
        Assert.Equal(
            "model 'chosen_here' version 1 could not be loaded: its run of zeros, which was tried in a process of its own, ended that in "
            + "its operator GRU; leave \"isolation\" out of model.json, or set it to \"process\"",
            (await _server.PostAsync("/v2/models/chosen_here/infer", "{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    /// <summary>A recurrent network on the rows that a caller chooses.</summary>
    private void AddChosen(string name, string? settings) => _models.Add(
        name, settings, OnnxBytes.Node("", "Compress", ["x", "c"], ["z"], OnnxBytes.Attribute("axis", 0L)),
        RiskyGraphs.Recurrent("GRU", 3, "z", "y"),
        OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, -1, 1]), OnnxBytes.Value(11, "c", 9, [-1]),
        OnnxBytes.Value(12, "y", ModelFolder.Fp32));

    private void AddRemainder(string name, string? settings) => _models.Add(
        name, settings, OnnxBytes.Node("", "Mod", ["a", "b"], ["rest"]),
        OnnxBytes.Value(11, "a", 6, [-1]), OnnxBytes.Value(11, "b", 6, [-1]), OnnxBytes.Value(12, "rest", 6, [-1]));

    private Task<Answer> RemainderAsync(int a, int b, string model = "remainder") => _server.PostAsync(
        $"/v2/models/{model}/infer",
        $$"""{"inputs":[{"name":"a","datatype":"INT32","shape":[1],"data":[{{a}}]},{"name":"b","datatype":"INT32","shape":[1],"data":"""
        + $$"""[{{b}}]}]}""");
}
