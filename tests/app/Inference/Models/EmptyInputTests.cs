using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Tests.Graphs;

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
        AddRecurrent("rnn", "RNN", 1, null);
        AddRecurrentOfDoubles("lstm_fp64", "LSTM", 4);
        AddRecurrentOfDoubles("gru_fp64", "GRU", 3);
        AddScan("scan");
        _models.Add(
            "loop", null, RiskyGraphs.Loop("INPUT0", "OUTPUT0"), OnnxBytes.Value(11, "INPUT0", ModelFolder.Int64, [-1]),
            OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [1]));
        AddFunction("function");
        AddImage("transposed", "ConvTranspose", [[1, 1, 3, 3]]);
        AddImage("normalized", "InstanceNormalization", [[1], [1]]);
        AddImage("convolved", "Conv", [[1, 1, 1, 1]]);
        AddImage("summed", "Einsum", [[1]], OnnxBytes.Attribute("equation", "abcd,b->ad"));
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
    [InlineData("rnn", "[0,1,1]", "RNN")]
    [InlineData("rnn", "[1,0,1]", "RNN")]
    [InlineData("lstm_fp64", "[0,1,1]", "LSTM", "FP64")]
    [InlineData("gru_fp64", "[1,0,1]", "GRU", "FP64")]
    [InlineData("scan", "[0,2]", "Scan")]
    [InlineData("unique_rows", "[3,0]", "Unique with an axis")]
    [InlineData("transposed", "[1,1,0,3]", "ConvTranspose")]
    [InlineData("normalized", "[1,1,3,0]", "InstanceNormalization")]
    [InlineData("summed", "[1,1,0,1]", "Einsum")]
    [InlineData("function", "[1,0,3]", "Inverse")]
    [InlineData("loop", "[0]", "Loop", "INT64")]
    public async Task Infer_EmptyInputOfAModelThatWouldDie_IsRefused(string model, string shape, string operation, string type = "FP32")
    {
        var answer = await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One(type, shape, "[]"));

        Assert.Equal(
            $"input 'INPUT0' of model '{model}' has shape {shape}, which is empty; expected every dimension from 1, as the model's graph "
            + $"has the operator {operation}",
            answer.Error(HttpStatusCode.BadRequest));
        var alive = await _server.PostAsync("/v2/models/identity/infer", OipRequest.One("FP32", "[0,3]", "[]"));
        Assert.Equal(
            """{"model_name":"identity","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[0,3],"data":[]}]}""",
            alive.Text);
    }

    [Theory]
    [InlineData("lstm", "[2,1,1]", "[1,2]")]
    [InlineData("rnn", "[2,1,1]", "[1,2]")]
    [InlineData("scan", "[2,2]", "[1,2,3,4]")]
    [InlineData("normalized", "[1,1,1,2]", "[1,2]")]
    [InlineData("function", "[1,1,1]", "[2]")]
    [InlineData("loop", "[1]", "[3]", "INT64")]
    public async Task Infer_OtherInputsOfSuchAModel_AreComputed(string model, string shape, string data, string type = "FP32")
    {
        var answer = await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One(type, shape, data));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("rnn")]
    public async Task Infer_EmptyInputOfAnotherDatatype_IsRefusedForThat(string model)
        => Assert.Equal(
            $"inference input 'INPUT0' data-type is 'INT32', but model '{model}' expects 'FP32'",
            (await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One("INT32", "[1,0,1]", "[]")))
                .Error(HttpStatusCode.BadRequest));

    /// <summary>ONNX Runtime loads them, and computes them in single precision only.</summary>
    [Theory]
    [InlineData("lstm_fp64")]
    [InlineData("gru_fp64")]
    public async Task Infer_InputOfAnOperatorThatDoesNotComputeItsDatatype_IsRefused(string model)
        => Assert.Equal(
            $"model '{model}' cannot compute these inputs: their shapes or values do not fit its graph",
            (await _server.PostAsync($"/v2/models/{model}/infer", OipRequest.One("FP64", "[1,1,1]", "[1]")))
                .Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Infer_EmptyInputOfAModelThatTakesIt_IsAnsweredEmpty()
    {
        var answer = await _server.PostAsync("/v2/models/convolved/infer", OipRequest.One("FP32", "[0,1,2,3]", "[]"));

        Assert.Equal(
            """{"model_name":"convolved","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[0,1,2,3]"""
            + ""","data":[]}]}""", answer.Text);
    }

    [Fact]
    public async Task Infer_EmptyInputOfTheSameOperatorWithoutTheAttribute_IsComputed()
    {
        var answer = await _server.PostAsync("/v2/models/unique/infer", OipRequest.One("FP32", "[3,0]", "[]"));

        Assert.Equal(
            """{"model_name":"unique","model_version":"1","outputs":[{"name":"OUTPUT0","datatype":"FP32","shape":[0],"data":[]}]}""",
            answer.Text);
    }

    private void AddUnique(string name, params byte[][] attributes) => _models.Add(
        name, null, OnnxBytes.Node("", "Unique", "INPUT0", ["OUTPUT0"], attributes),
        OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, -1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32));

    private void AddRecurrent(string name, string operation, int gates, string? settings) => _models.Add(
        name, settings, RiskyGraphs.Recurrent(operation, gates, "INPUT0", "OUTPUT0"),
        OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, -1, 1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1, 1, -1, 1]));

    private void AddRecurrentOfDoubles(string name, string operation, int gates) => _models.Add(
        name, null, RiskyGraphs.RecurrentOfDoubles(operation, gates, "INPUT0", "OUTPUT0"),
        OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp64, [-1, -1, 1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp64, [-1, 1, -1, 1]));

    /// <summary>A running sum within a branch.</summary>
    private void AddScan(string name)
    {
        var body = RiskyGraphs.Graph(
            "body", OnnxBytes.Node("", "Add", ["sum", "row"], ["next"]), OnnxBytes.Node("", "Identity", "next", ["out"]),
            OnnxBytes.Value(11, "sum", ModelFolder.Fp32, [2]), OnnxBytes.Value(11, "row", ModelFolder.Fp32, [2]),
            OnnxBytes.Value(12, "next", ModelFolder.Fp32, [2]), OnnxBytes.Value(12, "out", ModelFolder.Fp32, [2]));
        _models.Add(
            name, null, RiskyGraphs.If(
                "OUTPUT0",
                OnnxBytes.Node("", "Scan", ["start", "INPUT0"], ["last", "all"], body, OnnxBytes.Attribute("num_scan_inputs", 1L)),
                OnnxBytes.Value(12, "all", ModelFolder.Fp32, [-1, 2])),
            RiskyGraphs.Weights("start", 2), OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [-1, 2]));
    }

    /// <summary>An operator on images, with constant weights.</summary>
    private void AddImage(string name, string operation, long[][] weights, params byte[][] attributes) => _models.Add(
        name, null, OnnxBytes.Node("", operation, ["INPUT0", .. weights.Select((_, index) => $"w{index}")], ["OUTPUT0"], attributes),
        [.. weights.SelectMany((shape, index) => RiskyGraphs.Weights($"w{index}", shape))],
        OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, 1, -1, -1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32));

    /// <summary>Calls a function that calls an operator of ONNX Runtime's own.</summary>
    private void AddFunction(string name)
    {
        var file = _models.Add(
            name, null, OnnxBytes.Node("mine", "Turn", "INPUT0", ["OUTPUT0"]),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [-1, -1, -1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32));
        File.AppendAllBytes(
            file,
            [
                .. RiskyGraphs.Function("mine", "Turn", OnnxBytes.NodeContent("com.microsoft", "Inverse", ["given"], ["made"])),
                .. OnnxBytes.Message(8, OnnxBytes.Text(1, "com.microsoft"), OnnxBytes.Number(2, 1)),
            ]);
    }
}
