using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Models;

/// <summary>Inputs without elements, of which ONNX Runtime dies in some operators.</summary>
public sealed class EmptyInputTests : IAsyncLifetime
{
    private readonly ModelFolder _models = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        AddRecurrent("lstm", "LSTM", 4, null);
        AddRecurrent("gru", "GRU", 3, """{"batching":{"maxBatchSize":8}}""");
        AddScan("scan");
        AddUnique("unique_rows", OnnxBytes.Attribute("axis", 0L));
        AddUnique("unique");
        _models.AddIdentity("identity", ModelFolder.Fp32, [-1, -1]);
        _server = await RunningServer.StartAsync("--Models:Root", _models.Path);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Theory]
    [InlineData("lstm", "[0,1,1]", "LSTM")]
    [InlineData("lstm", "[1,0,1]", "LSTM")]
    [InlineData("gru", "[1,0,1]", "GRU")]
    [InlineData("scan", "[0,2]", "Scan")]
    [InlineData("unique_rows", "[3,0]", "Unique with an axis")]
    public async Task Infer_EmptyInputOfAModelThatWouldDie_IsRefused(string model, string shape, string operation)
    {
        var answer = await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One("FP32", shape, "[]"));

        Assert.Equal(
            $"input 'INPUT0' of model '{model}' has shape {shape}, which is empty; expected every dimension from 1, as the model's graph has the operator {operation}",
            answer.Error(HttpStatusCode.BadRequest));
        var alive = await _server.PostAsync("/v2/models/identity/infer", OipRequest.One("FP32", "[0,3]", "[]"));
        Assert.Equal(
            """{"model_name":"identity","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[0,3],"data":[]}]}""", alive.Text);
    }

    [Theory]
    [InlineData("lstm", "[2,1,1]", "[1,2]")]
    [InlineData("scan", "[2,2]", "[1,2,3,4]")]
    public async Task Infer_OtherInputsOfSuchAModel_AreComputed(string model, string shape, string data)
    {
        var answer = await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One("FP32", shape, data));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Infer_EmptyInputOfTheSameOperatorWithoutTheAttribute_IsComputed()
    {
        var answer = await _server.PostAsync("/v2/models/unique/infer", OipRequest.One("FP32", "[3,0]", "[]"));

        Assert.Equal("""{"model_name":"unique","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[0],"data":[]}]}""", answer.Text);
    }

    private void AddUnique(string name, params byte[][] attributes) => _models.Add(
        name, null, OnnxBytes.Node("", "Unique", "INPUT0", ["OUTPUT0"], attributes), OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, -1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32));

    private static byte[] Weights(string name, params long[] shape) => OnnxBytes.Message(
        5, [.. shape.Select(dimension => OnnxBytes.Number(1, dimension)), OnnxBytes.Number(2, ModelFolder.Fp32),
        .. Enumerable.Repeat(OnnxBytes.Real(4, 0.5f), (int)shape.Aggregate(1L, (count, dimension) => count * dimension)), OnnxBytes.Text(8, name)]);

    private void AddRecurrent(string name, string operation, int gates, string? settings) => _models.Add(
        name, settings, OnnxBytes.Node("", operation, ["INPUT0", "w", "r"], ["OUTPUT0"], OnnxBytes.Attribute("hidden_size", 1L)),
        Weights("w", 1, gates, 1), Weights("r", 1, gates, 1),
        OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, -1, 1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1, 1, -1, 1]));

    /// <summary>A running sum within a branch of an If: both of them, so that the condition does not matter.</summary>
    private void AddScan(string name)
    {
        byte[] body = [.. OnnxBytes.Text(2, "body"),
            .. OnnxBytes.Node("", "Add", ["sum", "row"], ["next"]), .. OnnxBytes.Node("", "Identity", "next", ["out"]),
            .. OnnxBytes.Value(11, "sum", ModelFolder.Fp32, [2]), .. OnnxBytes.Value(11, "row", ModelFolder.Fp32, [2]),
            .. OnnxBytes.Value(12, "next", ModelFolder.Fp32, [2]), .. OnnxBytes.Value(12, "out", ModelFolder.Fp32, [2])];
        byte[] branch = [.. OnnxBytes.Text(2, "branch"),
            .. OnnxBytes.Node("", "Scan", ["start", "INPUT0"], ["last", "all"], Graph("body", body), OnnxBytes.Attribute("num_scan_inputs", 1L)),
            .. OnnxBytes.Value(12, "all", ModelFolder.Fp32, [-1, 2])];
        _models.Add(
            name, null, OnnxBytes.Node("", "If", ["yes"], ["OUTPUT0"], Graph("then_branch", branch), Graph("else_branch", branch)),
            Weights("start", 2), OnnxBytes.Message(5, OnnxBytes.Number(2, 9), OnnxBytes.Number(5, 1), OnnxBytes.Text(8, "yes")),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1, 2]));
    }

    private static byte[] Graph(string name, byte[] graph) => OnnxBytes.Message(5, OnnxBytes.Text(1, name), OnnxBytes.Message(6, graph), OnnxBytes.Number(20, 5));
}
