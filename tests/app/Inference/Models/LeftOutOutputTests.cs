using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Models;

/// <summary>Outputs that no tensor can hold are left out beside others, with the reason and the cure.</summary>
public sealed class LeftOutOutputTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task Sequence_BesideATensor_IsLeftOut()
    {
        Add(Sequence(Tensor), OnnxBytes.Node("", "SplitToSequence", "x", ["v"]));

        await AssertServedWithoutAsync(
            "is a sequence, and only tensors can be served; export the model with a ConcatFromSequence at its end");
    }

    [Fact]
    public async Task Map_BesideATensor_IsLeftOut()
    {
        Add(Map);

        await AssertServedWithoutAsync("is a map, and only tensors can be served; export the model with its keys as columns of a tensor");
    }

    [Fact]
    public async Task SequenceOfMaps_ThatNoZipMapMakes_IsLeftOut()
    {
        Add(Sequence(Map));

        await AssertServedWithoutAsync(
            "is a sequence of maps, and only tensors can be served; for a classifier of skl2onnx export it with options={'zipmap': False}");
    }

    [Fact]
    public void Map_AsTheOnlyOutput_FailsItsModel()
    {
        _models.Add("m", null, OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), Output(Map));

        Assert.Equal(
            "its output 'v' is a map, and only tensors can be served; export the model with its keys as columns of a tensor",
            _models.Refusal());
    }

    private async Task AssertServedWithoutAsync(string reason)
    {
        var model = _models.Load();

        Assert.Equal(
            [$"its output 'v' {reason}; it is left out, and the other outputs are served"],
            model.Findings.Select(finding => finding.ToString()));
        Assert.Equal(["y"], model.Signature.OutputNames);
        model.Drop();
        Assert.Equal("""{"prediction":[1,2]}""", await _models.PredictAsync("""{"a":1,"b":2}"""));
    }

    private void Add(byte[] type, params byte[][] nodes) => _models.Add(
        "m", """{"features":["a","b"]}""",
        [
            .. nodes, OnnxBytes.Node("", "Identity", "x", ["y"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), Output(type),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]),
        ]);

    private static byte[] Output(byte[] type) => OnnxBytes.Message(12, OnnxBytes.Text(1, "v"), OnnxBytes.Message(2, type));

    private static byte[] Tensor => OnnxBytes.Message(1, OnnxBytes.Number(1, ModelFolder.Fp32));

    private static byte[] Map => OnnxBytes.Message(5, OnnxBytes.Number(1, ModelFolder.Int64), OnnxBytes.Message(2, Tensor));

    private static byte[] Sequence(byte[] of) => OnnxBytes.Message(4, OnnxBytes.Message(1, of));
}
