using System.Runtime.InteropServices;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Models;

/// <summary>A model whose weights are in a file beside it.</summary>
public sealed class ExternalDataTests : IAsyncLifetime
{
    private const int Weights = 4096;
    private readonly ModelFolder _models = new();
    private string _data = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        var model = _models.Add(
            "scale", null, OnnxBytes.Node("", "Mul", ["INPUT0", "w"], ["OUTPUT0"]),
            OnnxBytes.Message(
                5, OnnxBytes.Number(1, Weights), OnnxBytes.Number(2, ModelFolder.Fp32), OnnxBytes.Text(8, "w"),
                OnnxBytes.Message(13, OnnxBytes.Text(1, "location"), OnnxBytes.Text(2, "model.onnx.data")), OnnxBytes.Number(14, 1)),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Fp32, [1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Fp32, [Weights]));
        _data = $"{model}.data";
        Write(2);
        _server = await RunningServer.StartAsync("--Models:Root", _models.Path, "--Models:WatchMilliseconds", "0");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Fact]
    public async Task Weights_OverwrittenAndCutShortInPlace_ChangeNoAnswer()
    {
        Write(3);
        Assert.Equal(2, await FirstAsync(_server));

        await using (var file = File.OpenWrite(_data))
            file.SetLength(0);
        Assert.Equal(2, await FirstAsync(_server));
    }

    [Fact]
    public async Task Weights_ThatHaveChanged_AreLoadedAnew()
    {
        await using var watching = await RunningServer.StartAsync("--Models:Root", _models.Path, "--Models:WatchMilliseconds", "20");
        Assert.Equal(2, await FirstAsync(watching));

        Write(5);
        File.SetLastWriteTimeUtc(_data, DateTime.UnixEpoch);

        await Eventually.TrueAsync(async () => await FirstAsync(watching) == 5);
    }

    private static async Task<float> FirstAsync(RunningServer server)
        => (float)(await server.PostAsync("/v2/models/scale/infer", OipRequest.One("FP32", "[1]", "[1]")))
            .Json["outputs"]![0]!["data"]![0]!;

    /// <summary>Into the file that is there, as copying over it does.</summary>
    private void Write(float weight)
    {
        using var file = new FileStream(_data, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(MemoryMarshal.AsBytes<float>(Enumerable.Repeat(weight, Weights).ToArray()));
    }
}
